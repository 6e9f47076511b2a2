/**
 * The live console: reads every topic from a bounded past on, folds the records into {@link
 * io.slotwise.standalone.console.view.ConsoleState} and serves it, as it changes, to browsers. It writes nothing, neither
 * to Kafka nor anywhere else.
 */
@NullMarked
package io.slotwise.standalone.console;

import org.jspecify.annotations.NullMarked;

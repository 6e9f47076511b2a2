/**
 * What the console knows, as a pure fold over records: immutable values that bound their own size. Their JSON is what
 * browsers get. No Kafka, no HTTP, no clock.
 */
@NullMarked
package io.slotwise.standalone.console.view;

import org.jspecify.annotations.NullMarked;

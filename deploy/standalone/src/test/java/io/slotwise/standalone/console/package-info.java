/** The console against a real broker and in a real browser. */
@NullMarked
package io.slotwise.standalone.console;

import org.jspecify.annotations.NullMarked;

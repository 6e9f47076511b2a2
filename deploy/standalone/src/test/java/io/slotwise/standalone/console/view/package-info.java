/** The console's state, change by change. */
@NullMarked
package io.slotwise.standalone.console.view;

import org.jspecify.annotations.NullMarked;

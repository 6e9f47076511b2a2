/** The reconciler as a whole, on the embedded API and a real broker. */
@NullMarked
package io.slotwise.reconciler;

import org.jspecify.annotations.NullMarked;

/** Turns against the embedded API, killed at every write. */
@NullMarked
package io.slotwise.reconciler.turn;

import org.jspecify.annotations.NullMarked;

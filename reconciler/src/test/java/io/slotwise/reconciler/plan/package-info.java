/** Tests of the pure plan, alone and in a simulated world. */
@NullMarked
package io.slotwise.reconciler.plan;

import org.jspecify.annotations.NullMarked;

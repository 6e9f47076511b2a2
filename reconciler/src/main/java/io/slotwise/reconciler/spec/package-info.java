/** Reads a {@code RedisCluster}: into what is wanted, or into the sentence that says why it cannot be. Pure. */
@NullMarked
package io.slotwise.reconciler.spec;

import org.jspecify.annotations.NullMarked;

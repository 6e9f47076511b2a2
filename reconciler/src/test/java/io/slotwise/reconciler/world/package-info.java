/** A little world for tests: Redis nodes as values, and the jobs that change them. */
@NullMarked
package io.slotwise.reconciler.world;

import org.jspecify.annotations.NullMarked;

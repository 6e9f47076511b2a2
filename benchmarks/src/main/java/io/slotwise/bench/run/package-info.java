/** Runs of a mover, each on a freshly built cluster. */
@NullMarked
package io.slotwise.bench.run;

import org.jspecify.annotations.NullMarked;

/** Measures the decision core on histories: how well it decides beside others, and how fast it replays and tunes. */
@NullMarked
package io.slotwise.bench.decide;

import org.jspecify.annotations.NullMarked;

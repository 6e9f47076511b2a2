/** Measures the live topology on an embedded broker: from sample to intent, samples a second, and heap. */
@NullMarked
package io.slotwise.bench.streams;

import org.jspecify.annotations.NullMarked;

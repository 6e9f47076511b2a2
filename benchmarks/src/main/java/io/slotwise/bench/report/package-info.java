/** Figures of runs, their medians and ratios, as a table and as JSON. Pure: no clock, no Redis. */
@NullMarked
package io.slotwise.bench.report;

import org.jspecify.annotations.NullMarked;

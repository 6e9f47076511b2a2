package io.slotwise.job.plan;

import java.util.Locale;

/**
 * How long a move takes, one pair of nodes after the other.
 *
 * @param seconds the most likely figure
 */
record Forecast(double seconds) {
    /** Until a process that has just started is at its pace. */
    private static final double START = 0.2;
    /** Opening, looking through and handing over one slot. */
    private static final double PER_SLOT = 0.000_15;
    /** One key of a few hundred bytes; {@code docs/benchmarks.md} has what was measured. */
    private static final double PER_KEY = 0.000_014;
    /** Copying out, sending and taking in. */
    private static final double PER_BYTE = 1 / 150e6;
    /** Machines, key types and what clients do make this much of a difference, as a factor both ways. */
    private static final double SPREAD = 3;

    static Forecast of(Freight freight) {
        return new Forecast(START
                + freight.slots() * PER_SLOT
                + (double) freight.keys() * PER_KEY
                + (double) freight.bytes() * PER_BYTE);
    }

    double least() {
        return seconds / SPREAD;
    }

    double most() {
        return seconds * SPREAD;
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "about %.1f s; between %.1f and %.1f s, as machines, key types and load differ",
                seconds,
                least(),
                most());
    }
}

package io.slotwise.job.plan;

import io.slotwise.model.move.MovePace;
import java.util.Locale;

/**
 * How long a move takes, one pair of nodes after the other.
 *
 * @param seconds the most likely figure
 */
record Forecast(double seconds) {
    /** Machines, key types and what clients do make this much of a difference, as a factor both ways. */
    private static final double SPREAD = 3;

    static Forecast of(Freight freight) {
        return new Forecast(MovePace.seconds(freight.slots(), (double) freight.keys(), (double) freight.bytes()));
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

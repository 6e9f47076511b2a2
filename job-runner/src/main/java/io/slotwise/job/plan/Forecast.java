package io.slotwise.job.plan;

import io.slotwise.model.move.MoveWay;
import java.util.Locale;

/**
 * How long a move takes, one pair of nodes after the other.
 *
 * @param seconds the most likely figure
 * @param factor it may be as much longer or shorter, 1 or more
 * @param basis on what the figure rests, for people
 */
record Forecast(double seconds, double factor, String basis) {
    /** Machines, types of keys and what clients do make this much of a difference. */
    private static final double MACHINES = 2;

    /** A mean of a few keys may be this far from the truth. */
    private static final double SAMPLES = 1.5;

    static Forecast of(Freight freight, Means means, SlotLoads.Sizes sizes) {
        double seconds = MoveWay.START_SECONDS
                + means.seconds(freight.slots(), (double) freight.keys(), (double) freight.bytes());
        return sizes == SlotLoads.Sizes.TOLD
                ? new Forecast(seconds, MACHINES, words(means) + " and the sizes that the servers tell")
                : new Forecast(seconds, MACHINES * SAMPLES, words(means) + " and the sizes of a few keys of each slot");
    }

    private static String words(Means means) {
        return means.way().words()
                + (means.stretch() > 1 ? " at the default pace" : " at the fast pace")
                + (means.bytesPerSecond() == Long.MAX_VALUE ? "" : " within --bandwidth");
    }

    double least() {
        return seconds / factor;
    }

    double most() {
        return seconds * factor;
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "about %.1f s; between %.1f and %.1f s, as machines, key types and load differ: by %s",
                seconds,
                least(),
                most(),
                basis);
    }
}

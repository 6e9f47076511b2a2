package io.slotwise.job.plan;

import io.slotwise.model.move.MoveWay;
import java.util.Optional;

/**
 * With what a job moves slots, and how much time it has for it.
 *
 * @param way how slots go
 * @param objection why they cannot go as was asked; empty when they can
 * @param stretch how many times as long as at the fastest pace it takes, 1 or more
 * @param bytesPerSecond the most on one pair of nodes; the largest long without a limit
 * @param secondsLeft until the job has to end; positive infinity without a limit
 */
public record Means(MoveWay way, Optional<String> objection, double stretch, long bytesPerSecond, double secondsLeft) {
    /** Copies at the default pace, with all the time that it takes. */
    public static final Means DEFAULT =
            new Means(MoveWay.COPY, Optional.empty(), MoveWay.DEFAULT_PACE, Long.MAX_VALUE, Double.POSITIVE_INFINITY);

    public Means {
        if (!(stretch >= 1)) {
            throw new IllegalArgumentException("stretch must be at least 1 but is " + stretch);
        }
    }

    public Means within(double left) {
        return new Means(way, objection, stretch, bytesPerSecond, left);
    }

    /** How long it takes to move so much between two nodes. */
    double seconds(double slots, double keys, double bytes) {
        return Math.max(way.seconds(slots, keys, bytes) * stretch, bytes / bytesPerSecond);
    }
}

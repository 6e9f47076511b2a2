package io.slotwise.standalone.console.view;

import java.time.Duration;

/**
 * How much the console remembers.
 *
 * @param span how far back numbers over time reach, counted from the newest one
 * @param points numbers over time kept for each cluster; when there are more, the older ones become coarser
 * @param decisions decisions kept for each cluster, the newest
 * @param runs job runs kept for each cluster, the newest
 * @param operations operations kept for each cluster, the newest
 * @param rejected records set aside, the newest
 * @param clusters clusters known at once; records of further ones are let pass unseen
 */
public record Limits(Duration span, int points, int decisions, int runs, int operations, int rejected, int clusters) {
    public static final Limits DEFAULT = new Limits(Duration.ofHours(3), 720, 200, 20, 60, 50, 200);

    public Limits {
        if (span.isNegative() || span.isZero()) {
            throw new IllegalArgumentException("span must be positive but is " + span);
        }
        if (points < 4) {
            throw new IllegalArgumentException("points must be at least 4 but is " + points);
        }
        for (int limit : new int[] {decisions, runs, operations, rejected, clusters}) {
            if (limit < 1) {
                throw new IllegalArgumentException("every limit must be at least 1, but one is " + limit);
            }
        }
    }
}

package io.slotwise.streams.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many samples in a row have pulled the same way.
 *
 * @param direction which way
 * @param samples how many, 0 or more
 * @param last when the last one that counted was taken
 * @param since when the first one was taken
 */
public record Streak(Direction direction, int samples, Optional<Instant> last, Optional<Instant> since) {
    public static final Streak NONE = new Streak(Direction.NONE, 0, Optional.empty(), Optional.empty());

    /**
     * The streak after one more sample. A sample of another direction, or one that comes after a gap, begins anew; one
     * that follows in less than half an interval (two collectors at work, or one that was restarted) confirms nothing.
     *
     * @param pull which way the sample pulls
     * @param at when it was taken
     * @param interval time between two samples
     * @param gap what lies further apart does not count as in a row
     */
    Streak next(Direction pull, Instant at, Duration interval, Duration gap) {
        if (pull != direction || last.isEmpty() || at.isAfter(last.get().plus(gap))) {
            return new Streak(pull, 1, Optional.of(at), Optional.of(at));
        }
        if (at.isBefore(last.get().plus(interval.dividedBy(2)))) {
            return this;
        }
        return new Streak(pull, samples + 1, Optional.of(at), since);
    }
}

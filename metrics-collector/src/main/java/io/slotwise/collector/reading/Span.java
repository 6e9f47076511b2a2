package io.slotwise.collector.reading;

import java.util.OptionalDouble;

/**
 * The time in which a node took its reading, by the asking process' monotonic clock.
 *
 * @param askedNanos when it was asked
 * @param answeredNanos when its answer was here, at or after {@code askedNanos}
 */
public record Span(long askedNanos, long answeredNanos) {
    /** Two ends of a span may be this far apart, as a part of the time between two readings, before a rate is a guess. */
    private static final double TOLERANCE = 0.2;

    private static final double NANOS_PER_SECOND = 1e9;

    public Span {
        if (answeredNanos < askedNanos) {
            throw new IllegalArgumentException(
                    "an answer at " + answeredNanos + " ns precedes its question at " + askedNanos + " ns");
        }
    }

    /** The least time that can lie between a reading in {@code earlier} and one in this span; may be negative. */
    long leastNanosSince(Span earlier) {
        return askedNanos - earlier.answeredNanos;
    }

    /** The most time that can lie between a reading in {@code earlier} and one in this span. */
    long mostNanosSince(Span earlier) {
        return answeredNanos - earlier.askedNanos;
    }

    /** The seconds between two readings: the middle of what is possible, or nothing when that is too vague. */
    OptionalDouble secondsSince(Span earlier) {
        long least = leastNanosSince(earlier);
        long most = mostNanosSince(earlier);
        double middle = (least + most) / 2.0;
        return most - least > TOLERANCE * middle
                ? OptionalDouble.empty()
                : OptionalDouble.of(middle / NANOS_PER_SECOND);
    }
}

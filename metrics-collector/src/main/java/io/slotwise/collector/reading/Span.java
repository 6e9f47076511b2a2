package io.slotwise.collector.reading;

/**
 * The time in which a node took its reading, by the asking process' monotonic clock.
 *
 * @param askedNanos when it was asked
 * @param answeredNanos when its answer was here, at or after {@code askedNanos}
 */
public record Span(long askedNanos, long answeredNanos) {
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
}

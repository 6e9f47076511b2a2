package io.slotwise.job.pace;

import java.time.Duration;

/**
 * A limit on bytes a second over a whole move.
 *
 * @param bytesPerSecond 1 or more; the largest long when there is none
 */
public record Bandwidth(long bytesPerSecond) {
    public static final Bandwidth UNLIMITED = new Bandwidth(Long.MAX_VALUE);
    private static final double NANOS = 1e9;

    public Bandwidth {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a bandwidth of " + bytesPerSecond + " bytes a second");
        }
    }

    /** How long to rest so that what was moved since the beginning keeps within the limit. */
    public Duration rest(long bytesMoved, Duration sinceBeginning) {
        double due = bytesMoved * NANOS / bytesPerSecond;
        return Duration.ofNanos(Math.max(0, (long) due - sinceBeginning.toNanos()));
    }
}

package io.slotwise.job.pace;

import java.util.Arrays;

/**
 * The latest latencies of one node. One outlier is not a breach: a scheduler or a collector makes one; the second worst of
 * the latest 20 says what one request in ten may feel.
 */
public final class Latencies {
    private static final int SIZE = 20;
    private static final int ENOUGH = 5;

    private final long[] nanos = new long[SIZE];
    private int count;

    public void add(long latencyNanos) {
        nanos[count++ % SIZE] = latencyNanos;
    }

    /** What was felt since the last call that could tell; measurements count once. */
    public Feeling take(long boundNanos) {
        int known = Math.min(count, SIZE);
        if (known < ENOUGH) {
            return Feeling.UNKNOWN;
        }
        long[] sorted = Arrays.copyOf(nanos, known);
        Arrays.sort(sorted);
        count = 0;
        return sorted[known - 2] > boundNanos ? Feeling.BREACH : Feeling.CALM;
    }
}

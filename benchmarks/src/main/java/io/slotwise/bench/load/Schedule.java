package io.slotwise.bench.load;

/**
 * When each operation of an open-loop client is meant to be sent. An answer's latency counts from that time, so that an
 * operation which waits behind a stalled one shows the stall too.
 *
 * @param startNanos of the first one
 * @param perSecond how many are sent in a second
 */
record Schedule(long startNanos, int perSecond) {
    private static final long SECOND = 1_000_000_000L;

    Schedule {
        if (perSecond < 1) {
            throw new IllegalArgumentException(perSecond + " operations in a second are too few");
        }
    }

    /** The time of the operation with this number; the first is 0. */
    long at(long number) {
        long whole = number / perSecond;
        return startNanos + whole * SECOND + (number % perSecond) * SECOND / perSecond;
    }

    boolean isDue(long number, long nowNanos) {
        return at(number) - nowNanos <= 0;
    }
}

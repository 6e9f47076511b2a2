package io.slotwise.standalone.load;

/**
 * Says how many operations of a steady stream are due. What could not be sent in time is dropped, not made up for, so that a
 * pause is never followed by a flood.
 */
final class Pacer {
    private static final double MOST_BEHIND_SECONDS = 0.1;
    private static final double NANOS = 1e9;

    private long lastNanos;
    private double credit;

    Pacer(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** Operations to send now, when {@code perSecond} are wanted. */
    int due(double perSecond, long nowNanos) {
        double seconds = Math.min((nowNanos - lastNanos) / NANOS, MOST_BEHIND_SECONDS);
        lastNanos = nowNanos;
        credit += perSecond * seconds;
        int whole = (int) credit;
        credit -= whole;
        return whole;
    }
}

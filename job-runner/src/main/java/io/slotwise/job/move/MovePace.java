package io.slotwise.job.move;

import io.slotwise.job.pace.Bandwidth;
import io.slotwise.job.pace.Stride;
import java.time.Duration;

/**
 * How fast slots go.
 *
 * @param mostSlots slots in one window at most, 1 or more
 * @param maxLatency what a client may feel; zero when nobody is asked
 * @param bandwidth bytes a second at most
 */
public record MovePace(int mostSlots, Duration maxLatency, Bandwidth bandwidth) {
    /** As fast as clients do not feel it. */
    public static final MovePace DEFAULT = new MovePace(8, Duration.ofMillis(5), Bandwidth.UNLIMITED);

    /** As fast as it goes. */
    public static final MovePace FAST = new MovePace(32, Duration.ZERO, Bandwidth.UNLIMITED);

    public MovePace withMaxLatency(Duration latency) {
        return new MovePace(mostSlots, latency, bandwidth);
    }

    public MovePace with(Bandwidth limit) {
        return new MovePace(mostSlots, maxLatency, limit);
    }

    /** The same with another limit to a window. */
    MovePace withMostSlots(int slots) {
        return new MovePace(slots, maxLatency, bandwidth);
    }

    /** Whether what clients feel counts. */
    public boolean isProbed() {
        return !maxLatency.isZero();
    }

    Stride firstStride() {
        return isProbed() ? Stride.first(mostSlots) : new Stride(mostSlots, mostSlots, Duration.ZERO);
    }
}

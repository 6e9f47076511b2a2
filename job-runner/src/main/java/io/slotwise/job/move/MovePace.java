package io.slotwise.job.move;

import io.slotwise.job.pace.Bandwidth;
import io.slotwise.job.pace.Stride;
import java.time.Duration;

/**
 * How fast slots go.
 *
 * @param window slots that are handed over together, 1 or more
 * @param stride of those, slots that are copied at once at most, 1 to {@code window}
 * @param maxLatency what a client may feel; zero when nobody is asked
 * @param bandwidth bytes a second at most
 */
public record MovePace(int window, int stride, Duration maxLatency, Bandwidth bandwidth) {
    /** As fast as clients do not feel it. */
    public static final MovePace DEFAULT = new MovePace(8, 1, Duration.ofMillis(5), Bandwidth.UNLIMITED);

    /** As fast as it goes. */
    public static final MovePace FAST = new MovePace(16, 2, Duration.ZERO, Bandwidth.UNLIMITED);

    public MovePace withMaxLatency(Duration latency) {
        return new MovePace(window, stride, latency, bandwidth);
    }

    public MovePace with(Bandwidth limit) {
        return new MovePace(window, stride, maxLatency, limit);
    }

    /** The same for windows that go as one. */
    MovePace withWindow(int slots) {
        return new MovePace(slots, slots, maxLatency, bandwidth);
    }

    /** Whether what clients feel counts. */
    public boolean isProbed() {
        return !maxLatency.isZero();
    }

    Stride firstStride() {
        return isProbed() ? Stride.first(stride) : new Stride(stride, stride, Duration.ZERO);
    }
}

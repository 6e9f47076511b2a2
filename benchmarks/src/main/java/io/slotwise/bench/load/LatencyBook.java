package io.slotwise.bench.load;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Latencies by the phase in which their operation was meant to be sent. */
final class LatencyBook {
    private static final int DIGITS = 3;

    private final Map<Phase, Histogram> phases = new EnumMap<>(Phase.class);

    LatencyBook() {
        for (Phase phase : Phase.values()) {
            phases.put(phase, new Histogram(DIGITS));
        }
    }

    synchronized void record(Phase phase, long nanos) {
        histogram(phase).recordValue(Math.max(0, nanos / 1000));
    }

    synchronized Latency latency(Phase phase) {
        Histogram histogram = histogram(phase);
        return new Latency(
                histogram.getTotalCount(),
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getMaxValue()));
    }

    private Histogram histogram(Phase phase) {
        return java.util.Objects.requireNonNull(phases.get(phase));
    }

    private static double millis(long micros) {
        return micros / 1000.0;
    }
}

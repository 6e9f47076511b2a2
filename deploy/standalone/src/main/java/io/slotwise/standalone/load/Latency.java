package io.slotwise.standalone.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * How long answers took.
 *
 * @param count answers
 * @param p50 half of them were faster
 * @param p99 all but one in a hundred were faster
 * @param max the slowest
 */
public record Latency(long count, Duration p50, Duration p99, Duration max) {
    static Latency of(Histogram micros) {
        return new Latency(
                micros.getTotalCount(),
                micros(micros.getValueAtPercentile(50)),
                micros(micros.getValueAtPercentile(99)),
                micros(micros.getMaxValue()));
    }

    private static Duration micros(long value) {
        return Duration.ofNanos(value * 1_000);
    }
}

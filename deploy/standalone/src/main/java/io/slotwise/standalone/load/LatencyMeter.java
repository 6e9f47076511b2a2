package io.slotwise.standalone.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Collects latencies from any thread and tells those since the last turn apart from all. */
final class LatencyMeter {
    private static final int DIGITS = 2;
    private static final long NANOS_IN_MICRO = 1_000;

    private final Recorder recorder = new Recorder(DIGITS);
    private final Histogram all = new Histogram(DIGITS);
    private Histogram recent = new Histogram(DIGITS);

    void record(long nanos) {
        recorder.recordValue(nanos / NANOS_IN_MICRO);
    }

    /** Ends the interval that {@link #recent} tells of. */
    synchronized void turn() {
        recent = recorder.getIntervalHistogram();
        all.add(recent);
    }

    /** The last full interval. */
    synchronized Latency recent() {
        return Latency.of(recent);
    }

    /** Everything up to the last turn. */
    synchronized Latency all() {
        return Latency.of(all);
    }
}

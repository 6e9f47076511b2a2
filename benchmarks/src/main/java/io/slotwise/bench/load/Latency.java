package io.slotwise.bench.load;

/**
 * Latencies in milliseconds, each from the time its operation was meant to be sent to its answer, redirects included.
 *
 * @param operations how many
 * @param p50 median
 * @param p99 99th percentile
 * @param max the longest
 */
public record Latency(long operations, double p50, double p99, double max) {}

package io.slotwise.bench.run;

import io.slotwise.bench.data.Damage;
import io.slotwise.bench.load.Latency;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of one mover showed.
 *
 * @param server name and version
 * @param wallSeconds from the start of its process to its end
 * @param moverCpuSeconds what its process took
 * @param keys moved
 * @param sourceMicrosPerKey CPU of the sources' main threads for each moved key, in microseconds; the client's share is in it
 * @param destinationMicrosPerKey the same at the destination
 * @param quiet latencies just before
 * @param move latencies during it
 * @param errors that the client saw, redirects aside
 * @param damage to data
 */
public record Run(
        String server,
        double wallSeconds,
        double moverCpuSeconds,
        long keys,
        double sourceMicrosPerKey,
        double destinationMicrosPerKey,
        Optional<Latency> quiet,
        Optional<Latency> move,
        Map<String, Long> errors,
        Damage damage) {
    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }
}

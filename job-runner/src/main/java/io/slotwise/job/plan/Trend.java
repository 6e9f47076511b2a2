package io.slotwise.job.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How busy a node was over a moment, and how fast it filled.
 *
 * @param cpuPercent of its main thread, 0 to 100 or a little more
 * @param bytesPerSecond by which what it holds grew; negative when it shrank
 */
public record Trend(double cpuPercent, double bytesPerSecond) {
    private static final double MICROS = 1e6;

    /** Trends by node id, of nodes that told their counters both times. */
    public static Map<String, Trend> between(ClusterView before, ClusterView after) {
        Map<String, Trend> trends = new HashMap<>();
        after.live()
                .forEach(node -> before.byId(node.id())
                        .flatMap(earlier -> between(earlier.facts(), node.facts()))
                        .ifPresent(trend -> trends.put(node.id(), trend)));
        return trends;
    }

    private static Optional<Trend> between(Facts before, Facts after) {
        double micros = after.pulse().timeMicros() - before.pulse().timeMicros();
        double cpu = after.pulse().cpuMicros() - before.pulse().cpuMicros();
        return micros > 0 && cpu >= 0 && before.pulse().timeMicros() > 0
                ? Optional.of(
                        new Trend(100 * cpu / micros, (after.datasetBytes() - before.datasetBytes()) * MICROS / micros))
                : Optional.empty();
    }
}

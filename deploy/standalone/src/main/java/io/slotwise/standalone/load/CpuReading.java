package io.slotwise.standalone.load;

import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The CPU time that each active master's main thread has used since it started.
 *
 * @param atNanos when the last of them answered
 * @param secondsByNode CPU seconds by node id
 * @param operations operations of the CPU driver that had been answered then
 */
record CpuReading(long atNanos, Map<String, Double> secondsByNode, long operations) {
    private static final Pattern COUNTER = Pattern.compile("(?m)^used_cpu_(?:sys|user)_main_thread:([0-9.]+)");

    /** Asks every active master; one that does not answer is not in it. */
    static CompletionStage<Map<String, Double>> ask(ClusterLink link) {
        Map<String, Double> seconds = new ConcurrentHashMap<>();
        CompletableFuture<?>[] answers = link.activeMasters().stream()
                .map(node -> ask(link, node, seconds))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(answers).thenApply(all -> Map.copyOf(seconds));
    }

    private static CompletableFuture<?> ask(ClusterLink link, RedisClusterNode node, Map<String, Double> seconds) {
        return link.ask(node, redis -> redis.async().info("cpu"))
                .thenAccept(info -> mainThreadSeconds(info).ifPresent(used -> seconds.put(node.getNodeId(), used)))
                .handle((done, error) -> Optional.empty());
    }

    static OptionalDouble mainThreadSeconds(String info) {
        double[] counters = COUNTER.matcher(info)
                .results()
                .mapToDouble(match -> Double.parseDouble(match.group(1)))
                .toArray();
        return counters.length == 2 ? OptionalDouble.of(counters[0] + counters[1]) : OptionalDouble.empty();
    }

    /**
     * What was used since an earlier reading; absent when they do not tell of the same nodes, or one of them started anew.
     */
    Optional<Usage> since(CpuReading earlier) {
        boolean comparable = !secondsByNode.isEmpty()
                && secondsByNode.keySet().equals(earlier.secondsByNode.keySet())
                && secondsByNode.entrySet().stream()
                        .allMatch(node -> node.getValue() >= earlier.secondsByNode.getOrDefault(node.getKey(), 0.0));
        return comparable
                ? Optional.of(new Usage(
                        (atNanos - earlier.atNanos) / 1e9, total() - earlier.total(), operations - earlier.operations))
                : Optional.empty();
    }

    private double total() {
        return secondsByNode.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * What was used between two readings.
     *
     * @param elapsedSeconds time between them
     * @param cpuSeconds CPU time of all masters together
     * @param operations operations of the CPU driver
     */
    record Usage(double elapsedSeconds, double cpuSeconds, long operations) {
        static final Usage NONE = new Usage(1, 0, 0);

        double percent() {
            return 100 * cpuSeconds / elapsedSeconds;
        }

        double operationsPerSecond() {
            return operations / elapsedSeconds;
        }
    }
}

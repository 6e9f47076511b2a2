package io.slotwise.streams.decision;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Policy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Cluster records for tests: {@code shop/cart} with one replica each, thresholds 70/20 and 70/30, 60 s and 15 s. */
public record Clusters(ClusterRecord record) {
    public static final ClusterKey CART = new ClusterKey("shop", "cart");
    public static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    public static Clusters withMasters(int masters) {
        return of(CART, masters);
    }

    public static Clusters of(ClusterKey cluster, int masters) {
        Policy policy = new Policy(
                1,
                Policy.Scaling.AUTOMATIC,
                3,
                OptionalInt.of(6),
                new Policy.Thresholds(70, 20),
                new Policy.Thresholds(70, 30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                URI.create("http://prometheus:9090"));
        return new Clusters(new ClusterRecord(
                cluster,
                START,
                1,
                masters,
                1,
                policy,
                endpoints(cluster, masters),
                ClusterRecord.Phase.INITIALIZED,
                Optional.empty(),
                Optional.empty()));
    }

    static List<ClusterRecord.Endpoint> endpoints(ClusterKey cluster, int masters) {
        return IntStream.range(0, 2 * (masters + 1))
                .mapToObj(pod -> new ClusterRecord.Endpoint(cluster.name() + "-" + pod, "10.0.0." + (pod + 1), 6379))
                .toList();
    }

    public Clusters at(Instant at) {
        return copy(record.generation(), record.masters(), at, record.operation(), record.lastScaleTime());
    }

    public Clusters generation(long generation) {
        return copy(generation, record.masters(), record.at(), record.operation(), record.lastScaleTime());
    }

    /** As many masters wanted, and pods for them. */
    public Clusters masters(int masters) {
        return copy(record.generation(), masters, record.at(), record.operation(), record.lastScaleTime());
    }

    public Clusters running(ClusterRecord.Operation.Kind kind) {
        return copy(
                record.generation(),
                record.masters(),
                record.at(),
                Optional.of(new ClusterRecord.Operation(kind, record.at(), "a test's operation")),
                record.lastScaleTime());
    }

    public Clusters quiet() {
        return copy(record.generation(), record.masters(), record.at(), Optional.empty(), record.lastScaleTime());
    }

    public Clusters scaledAt(Instant last) {
        return copy(record.generation(), record.masters(), record.at(), record.operation(), Optional.of(last));
    }

    public Clusters forming() {
        return new Clusters(new ClusterRecord(
                record.cluster(),
                record.at(),
                record.generation(),
                record.masters(),
                record.replicasPerMaster(),
                record.policy(),
                record.endpoints(),
                ClusterRecord.Phase.FORMING,
                record.operation(),
                record.lastScaleTime()));
    }

    public Clusters policy(Policy policy) {
        return new Clusters(new ClusterRecord(
                record.cluster(),
                record.at(),
                record.generation(),
                record.masters(),
                record.replicasPerMaster(),
                policy,
                record.endpoints(),
                record.phase(),
                record.operation(),
                record.lastScaleTime()));
    }

    public Clusters manual() {
        Policy was = record.policy();
        return policy(new Policy(
                was.version(),
                Policy.Scaling.MANUAL,
                was.minMasters(),
                was.maxMasters(),
                was.cpu(),
                was.memory(),
                was.scaleCooldown(),
                was.metricsQueryInterval(),
                was.prometheusUrl()));
    }

    public Clusters thresholds(Policy.Thresholds cpu, Policy.Thresholds memory) {
        Policy was = record.policy();
        return policy(new Policy(
                was.version(),
                was.scaling(),
                was.minMasters(),
                was.maxMasters(),
                cpu,
                memory,
                was.scaleCooldown(),
                was.metricsQueryInterval(),
                was.prometheusUrl()));
    }

    public Clusters timing(Duration interval, Duration cooldown) {
        Policy was = record.policy();
        return policy(new Policy(
                was.version(),
                was.scaling(),
                was.minMasters(),
                was.maxMasters(),
                was.cpu(),
                was.memory(),
                cooldown,
                interval,
                was.prometheusUrl()));
    }

    public Clusters bounds(int min, OptionalInt max) {
        Policy was = record.policy();
        return policy(new Policy(
                was.version(),
                was.scaling(),
                min,
                max,
                was.cpu(),
                was.memory(),
                was.scaleCooldown(),
                was.metricsQueryInterval(),
                was.prometheusUrl()));
    }

    private Clusters copy(
            long generation,
            int masters,
            Instant at,
            Optional<ClusterRecord.Operation> operation,
            Optional<Instant> lastScaleTime) {
        return new Clusters(new ClusterRecord(
                record.cluster(),
                at,
                generation,
                masters,
                record.replicasPerMaster(),
                record.policy(),
                endpoints(record.cluster(), masters),
                record.phase(),
                operation,
                lastScaleTime));
    }
}

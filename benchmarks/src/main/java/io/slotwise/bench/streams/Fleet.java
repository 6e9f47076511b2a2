package io.slotwise.bench.streams;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Policy;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Made-up clusters: half of the nodes masters, the last of these the empty standby; the other half replicas.
 *
 * @param clusters how many
 * @param nodes of each, even, 8 or more
 */
record Fleet(int clusters, int nodes) {
    private static final long LIMIT = 1L << 30;
    private static final long USED = LIMIT * 4 / 10;
    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    int activeMasters() {
        return nodes / 2 - 1;
    }

    static ClusterKey key(int cluster) {
        return new ClusterKey("bench", "c" + cluster);
    }

    /** What the reconciler would say of it. */
    ClusterRecord record(int cluster, Instant at, Duration interval) {
        Policy policy = new Policy(
                1,
                Policy.Scaling.AUTOMATIC,
                3,
                OptionalInt.of(64),
                new Policy.Thresholds(80, 20),
                new Policy.Thresholds(70, 30),
                COOLDOWN,
                interval,
                URI.create("http://prometheus:9090"));
        List<ClusterRecord.Endpoint> endpoints = IntStream.range(0, nodes)
                .mapToObj(pod -> new ClusterRecord.Endpoint("c" + cluster + "-" + pod, host(cluster, pod), 6379))
                .toList();
        return new ClusterRecord(
                key(cluster),
                at,
                1,
                activeMasters(),
                1,
                policy,
                endpoints,
                ClusterRecord.Phase.INITIALIZED,
                Optional.empty(),
                Optional.empty());
    }

    /** What the collector would have measured, with so much CPU on each active master, percent of one core. */
    Sample sample(int cluster, Instant at, double cpu) {
        List<NodeSample> all = IntStream.range(0, nodes)
                .mapToObj(pod -> node(cluster, pod, cpu))
                .toList();
        Sample.ClusterHealth health =
                new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true);
        return new Sample(key(cluster), at, Sample.Source.REDIS, health, all);
    }

    private NodeSample node(int cluster, int pod, double cpu) {
        int active = activeMasters();
        boolean isActive = pod < active;
        SlotSet slots = isActive
                ? SlotSet.range(SlotSet.COUNT * pod / active, SlotSet.COUNT * (pod + 1) / active - 1)
                : SlotSet.EMPTY;
        return new NodeSample(
                "c" + cluster + "-" + pod,
                host(cluster, pod),
                6379,
                String.format(Locale.ROOT, "%032x%08x", cluster, pod),
                NodeSample.Answer.OK,
                pod < nodes / 2 ? NodeSample.Role.MASTER : NodeSample.Role.REPLICA,
                Optional.empty(),
                slots,
                nodes,
                load(isActive ? cpu * (1 - 0.01 * pod) : 1));
    }

    private static NodeSample.Load load(double cpu) {
        return new NodeSample.Load(
                OptionalDouble.of(cpu),
                OptionalDouble.of(100.0 * USED / LIMIT),
                OptionalLong.of(USED),
                OptionalLong.of(LIMIT),
                OptionalDouble.of(12_345.6),
                OptionalLong.of(100),
                OptionalLong.of(1_000_000),
                OptionalLong.of(1_000_000),
                Optional.empty());
    }

    private static String host(int cluster, int pod) {
        return "10." + cluster / 256 % 256 + "." + cluster % 256 + "." + (pod + 1);
    }
}

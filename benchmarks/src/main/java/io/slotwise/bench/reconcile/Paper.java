package io.slotwise.bench.reconcile;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A cluster on paper: three active masters, a standby, and a replica of each.
 *
 * @param number from 0
 */
record Paper(int number) {
    static final String NAMESPACE = "bench";
    static final int MASTERS = 3;
    static final int PODS = 2 * (MASTERS + 1);

    /** All names are equally long, so that one cluster's objects become another's by a change of name. */
    String name() {
        return String.format(Locale.ROOT, "paper-%05d", number);
    }

    ClusterKey key() {
        return new ClusterKey(NAMESPACE, name());
    }

    static int numberOf(String name) {
        return Integer.parseInt(name.substring("paper-".length(), "paper-".length() + 5));
    }

    String host(int pod) {
        return "10." + number / 256 % 256 + "." + number % 256 + "." + (pod + 1);
    }

    static String role(int pod) {
        return pod <= MASTERS ? "master" : "replica";
    }

    /** What a person would apply. */
    String manifest() {
        return """
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata: {name: %s, namespace: %s}
                spec: {masters: %d, autoScaleEnabled: true, cpuThreshold: 70, metricsQueryInterval: 15}
                """.formatted(name(), NAMESPACE, MASTERS);
    }

    /** What the collector would see once the cluster is formed. */
    Sample sample(Instant at, double cpu) {
        return new Sample(
                key(),
                at,
                Sample.Source.REDIS,
                new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true),
                IntStream.range(0, PODS).mapToObj(pod -> node(pod, cpu)).toList());
    }

    private NodeSample node(int pod, double cpu) {
        boolean isMaster = pod <= MASTERS;
        SlotSet slots = pod < MASTERS
                ? SlotSet.range(SlotSet.COUNT * pod / MASTERS, SlotSet.COUNT * (pod + 1) / MASTERS - 1)
                : SlotSet.EMPTY;
        return new NodeSample(
                name() + "-" + pod,
                host(pod),
                6379,
                id(pod),
                NodeSample.Answer.OK,
                isMaster ? NodeSample.Role.MASTER : NodeSample.Role.REPLICA,
                isMaster ? Optional.empty() : Optional.of(id(pod - MASTERS - 1)),
                slots,
                PODS,
                load(cpu, isMaster ? Optional.empty() : Optional.of(NodeSample.Load.Link.UP)));
    }

    private String id(int pod) {
        return String.format(Locale.ROOT, "%032x%08x", number, pod);
    }

    private static NodeSample.Load load(double cpu, Optional<NodeSample.Load.Link> link) {
        return new NodeSample.Load(
                OptionalDouble.of(cpu),
                OptionalDouble.of(40),
                OptionalLong.of(400L << 20),
                OptionalLong.of(1000L << 20),
                OptionalDouble.of(12_345),
                OptionalLong.of(1_000_000),
                OptionalLong.of(50),
                OptionalLong.of(86_400),
                link,
                Optional.of(List.of()));
    }
}

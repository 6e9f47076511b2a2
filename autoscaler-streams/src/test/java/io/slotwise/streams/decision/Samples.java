package io.slotwise.streams.decision;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Samples for tests. Masters stand at pods {@code -0, -1, …}, the empty standby after them, then as many replicas. The
 * memory limit of each is 1,000,000 bytes.
 */
public record Samples(Sample sample) {
    static final long LIMIT = 1_000_000;

    /** Every master with this CPU and 40 % memory. */
    public static Samples cpu(Instant at, double... cpu) {
        return of(Clusters.CART, at, cpu, fill(cpu.length, 40));
    }

    public static Samples of(ClusterKey cluster, Instant at, double[] cpu, double[] memory) {
        List<NodeSample> nodes = new ArrayList<>();
        int masters = cpu.length;
        for (int i = 0; i < masters; i++) {
            nodes.add(node(cluster, i, NodeSample.Role.MASTER, slots(i, masters), load(cpu[i], memory[i])));
        }
        nodes.add(node(cluster, masters, NodeSample.Role.MASTER, SlotSet.EMPTY, load(1, 1)));
        for (int i = masters + 1; i < 2 * (masters + 1); i++) {
            nodes.add(node(cluster, i, NodeSample.Role.REPLICA, SlotSet.EMPTY, load(1, 1)));
        }
        return new Samples(new Sample(cluster, at, Sample.Source.REDIS, healthy(), nodes));
    }

    static double[] fill(int length, double value) {
        double[] values = new double[length];
        java.util.Arrays.fill(values, value);
        return values;
    }

    static Sample.ClusterHealth healthy() {
        return new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true);
    }

    private static SlotSet slots(int index, int masters) {
        return SlotSet.range(SlotSet.COUNT * index / masters, SlotSet.COUNT * (index + 1) / masters - 1);
    }

    private static NodeSample node(
            ClusterKey cluster, int pod, NodeSample.Role role, SlotSet slots, NodeSample.Load load) {
        return new NodeSample(
                cluster.name() + "-" + pod,
                "10.0.0." + (pod + 1),
                6379,
                String.format("%040x", pod),
                NodeSample.Answer.OK,
                role,
                Optional.empty(),
                slots,
                8,
                load);
    }

    /** Percentages; a negative one stands for what could not be measured. */
    static NodeSample.Load load(double cpu, double memory) {
        return new NodeSample.Load(
                cpu < 0 ? OptionalDouble.empty() : OptionalDouble.of(cpu),
                memory < 0 ? OptionalDouble.empty() : OptionalDouble.of(memory),
                memory < 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(memory * LIMIT / 100)),
                OptionalLong.of(LIMIT),
                OptionalDouble.of(100),
                OptionalLong.of(10),
                OptionalLong.of(1),
                OptionalLong.of(100),
                Optional.empty());
    }

    static NodeSample.Load unlimited(double cpu, long usedBytes) {
        return new NodeSample.Load(
                OptionalDouble.of(cpu),
                OptionalDouble.empty(),
                OptionalLong.of(usedBytes),
                OptionalLong.empty(),
                OptionalDouble.of(100),
                OptionalLong.of(10),
                OptionalLong.of(1),
                OptionalLong.of(100),
                Optional.empty());
    }

    public Samples health(Sample.ClusterHealth health) {
        return new Samples(new Sample(sample.cluster(), sample.at(), sample.source(), health, sample.nodes()));
    }

    public Samples without(String pod) {
        return nodes(
                sample.nodes().stream().filter(node -> !node.pod().equals(pod)).toList());
    }

    public Samples silent(String pod, NodeSample.Role knownRole) {
        return change(
                pod,
                node -> new NodeSample(
                        node.pod(),
                        node.host(),
                        node.port(),
                        node.nodeId(),
                        NodeSample.Answer.silent("timed out after 2 s"),
                        knownRole,
                        Optional.empty(),
                        SlotSet.EMPTY,
                        0,
                        NodeSample.Load.UNKNOWN));
    }

    public Samples role(String pod, NodeSample.Role role) {
        return change(pod, node -> copy(node, role, node.slots(), node.knownNodes(), node.load()));
    }

    public Samples slots(String pod, SlotSet slots) {
        return change(pod, node -> copy(node, node.role(), slots, node.knownNodes(), node.load()));
    }

    public Samples notJoined(String pod) {
        return change(pod, node -> copy(node, node.role(), node.slots(), 1, node.load()));
    }

    public Samples load(String pod, NodeSample.Load load) {
        return change(pod, node -> copy(node, node.role(), node.slots(), node.knownNodes(), load));
    }

    private Samples change(String pod, UnaryOperator<NodeSample> change) {
        return nodes(sample.nodes().stream()
                .map(node -> node.pod().equals(pod) ? change.apply(node) : node)
                .toList());
    }

    private Samples nodes(List<NodeSample> nodes) {
        return new Samples(new Sample(sample.cluster(), sample.at(), sample.source(), sample.health(), nodes));
    }

    private static NodeSample copy(
            NodeSample was, NodeSample.Role role, SlotSet slots, int knownNodes, NodeSample.Load load) {
        return new NodeSample(
                was.pod(),
                was.host(),
                was.port(),
                was.nodeId(),
                was.answer(),
                role,
                was.masterId(),
                slots,
                knownNodes,
                load);
    }
}

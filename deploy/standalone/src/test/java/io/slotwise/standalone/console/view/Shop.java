package io.slotwise.standalone.console.view;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.JobEvent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Policy;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.Verdict;
import io.slotwise.model.topology.SlotSet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A made-up cluster with three masters and a standby, one replica each, and the records that tell of it.
 *
 * @param cluster its name
 */
public record Shop(ClusterKey cluster) {
    private static final int STANDBY = 3;
    private static final int SHARDS = 4;
    private static final long LIMIT = 64L << 20;

    public static final Policy POLICY = new Policy(
            7,
            Policy.Scaling.AUTOMATIC,
            3,
            OptionalInt.of(6),
            new Policy.Thresholds(70, 20),
            new Policy.Thresholds(75, 30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            URI.create("http://prometheus:9090"));

    private static final List<SlotSet> FOUR_MASTERS = List.of(
            SlotSet.range(1366, 5460),
            SlotSet.range(6827, 10922),
            SlotSet.range(12288, 16383),
            SlotSet.parse("0-1365,5461-6826,10923-12287"));

    public static Shop cart() {
        return new Shop(new ClusterKey("shop", "cart"));
    }

    public String pod(int ordinal) {
        return cluster.name() + "-" + ordinal;
    }

    public static String nodeId(int ordinal) {
        return String.format("%040x", 0xa51c0 + 7919L * ordinal);
    }

    public ClusterRecord described(
            Instant at, long generation, int masters, Optional<ClusterRecord.Operation> operation) {
        return new ClusterRecord(
                cluster,
                at,
                generation,
                masters,
                1,
                POLICY,
                IntStream.range(0, 2 * SHARDS)
                        .mapToObj(i -> new ClusterRecord.Endpoint(pod(i), "127.0.3." + (i + 1), 6379))
                        .toList(),
                ClusterRecord.Phase.INITIALIZED,
                operation,
                Optional.empty());
    }

    public ClusterRecord described(Instant at) {
        return described(at, 7, 3, Optional.empty());
    }

    public static ClusterRecord.Operation operation(ClusterRecord.Operation.Kind kind, Instant since) {
        return new ClusterRecord.Operation(kind, since, kind.name());
    }

    /** Four shards, of which as many are active as CPU numbers are given, in percent; the others stand by. */
    public Sample sample(Instant at, double... cpu) {
        List<SlotSet> slots = cpu.length > STANDBY
                ? FOUR_MASTERS
                : List.of(
                        SlotSet.range(0, 5460), SlotSet.range(5461, 10922), SlotSet.range(10923, 16383), SlotSet.EMPTY);
        return sample(at, nodes(slots, List.of(0, 1, 2, 3), cpu));
    }

    /**
     * Five shards, the fifth of the pods 8 and 9, on their way from four masters to five.
     *
     * @param moved slots that the fifth has got from the first
     */
    public Sample growing(Instant at, int moved, double... cpu) {
        SlotSet fifth = moved == 0 ? SlotSet.EMPTY : SlotSet.range(1366, 1365 + moved);
        List<SlotSet> slots = new ArrayList<>(FOUR_MASTERS);
        slots.set(0, slots.get(0).minus(fifth));
        slots.add(fifth);
        return sample(at, nodes(slots, List.of(0, 1, 2, 3, 8), cpu));
    }

    private List<NodeSample> nodes(List<SlotSet> slots, List<Integer> masters, double... cpu) {
        List<NodeSample> nodes = new ArrayList<>();
        for (int i = 0; i < masters.size(); i++) {
            int master = masters.get(i);
            int replica = master < SHARDS ? master + SHARDS : master + 1;
            double load = i < cpu.length ? cpu[i] : 1.2;
            nodes.add(node(
                    master,
                    NodeSample.Role.MASTER,
                    Optional.empty(),
                    slots.get(i),
                    load,
                    slots.get(i).size()));
            nodes.add(node(
                    replica,
                    NodeSample.Role.REPLICA,
                    Optional.of(nodeId(master)),
                    SlotSet.EMPTY,
                    load / 9,
                    slots.get(i).size()));
        }
        return nodes;
    }

    public Sample sample(Instant at, List<NodeSample> nodes) {
        return new Sample(
                cluster,
                at,
                Sample.Source.REDIS,
                new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true),
                nodes);
    }

    private NodeSample node(
            int ordinal, NodeSample.Role role, Optional<String> masterId, SlotSet slots, double cpu, int holds) {
        long used = (4L << 20) + holds * 5_800L;
        return new NodeSample(
                pod(ordinal),
                "127.0.3." + (ordinal + 1),
                6379,
                nodeId(ordinal),
                NodeSample.Answer.OK,
                role,
                masterId,
                slots,
                2 * SHARDS,
                new NodeSample.Load(
                        OptionalDouble.of(cpu),
                        OptionalDouble.of(100.0 * used / LIMIT),
                        OptionalLong.of(used),
                        OptionalLong.of(LIMIT),
                        OptionalDouble.of(cpu * 310),
                        OptionalLong.of(holds * 61L),
                        OptionalLong.of(role == NodeSample.Role.MASTER ? 24 : 2),
                        OptionalLong.of(752),
                        role == NodeSample.Role.REPLICA ? Optional.of(NodeSample.Load.Link.UP) : Optional.empty()));
    }

    /** The same node, as one without {@code maxmemory}. */
    public static NodeSample withoutMemoryLimit(NodeSample node) {
        NodeSample.Load load = node.load();
        return new NodeSample(
                node.pod(),
                node.host(),
                node.port(),
                node.nodeId(),
                node.answer(),
                node.role(),
                node.masterId(),
                node.slots(),
                node.knownNodes(),
                new NodeSample.Load(
                        load.cpuPercent(),
                        OptionalDouble.empty(),
                        load.usedMemoryBytes(),
                        OptionalLong.empty(),
                        load.opsPerSecond(),
                        load.keys(),
                        load.connectedClients(),
                        load.uptimeSeconds(),
                        load.replicationLink()));
    }

    /** A node that did not answer, with why. */
    public NodeSample silent(int ordinal, String problem) {
        return new NodeSample(
                pod(ordinal),
                "127.0.3." + (ordinal + 1),
                6379,
                "",
                NodeSample.Answer.silent(problem),
                NodeSample.Role.UNKNOWN,
                Optional.empty(),
                SlotSet.EMPTY,
                0,
                NodeSample.Load.UNKNOWN);
    }

    /** A decision on the numbers of {@code sample}. */
    public Decision decision(Sample sample, Verdict verdict, Reason reason, int wanted, String sentence) {
        return new Decision(
                cluster + "@" + sample.at().toEpochMilli(),
                cluster,
                sample.at(),
                verdict,
                reason,
                sentence,
                (int) sample.activeMasters().count(),
                wanted,
                Optional.of(POLICY),
                sample.activeMasters()
                        .map(node -> new Decision.NodeEvidence(
                                node.pod(),
                                node.nodeId(),
                                node.slots().size(),
                                node.load().cpuPercent(),
                                node.load().memoryPercent()))
                        .toList(),
                verdict == Verdict.HOLD ? Optional.empty() : Optional.of(cluster + "@g7"));
    }

    public Intent intent(Instant at, long generation, int masters, String sentence) {
        return new Intent(
                cluster + "@g" + generation,
                cluster,
                generation,
                masters,
                Reason.CPU_ABOVE_THRESHOLD,
                sentence,
                pod(0),
                at,
                at.plusSeconds(60));
    }

    public JobEvent reshard(String run, JobEvent.Phase phase, Instant at, int slotsDone, String message) {
        return new JobEvent(
                cluster,
                cluster.name() + "-reshard",
                run,
                JobEvent.Kind.RESHARD,
                phase,
                at,
                slotsDone,
                4096,
                slotsDone * 61L,
                message);
    }
}

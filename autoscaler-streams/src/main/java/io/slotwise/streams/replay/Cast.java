package io.slotwise.streams.replay;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.HotSlot;
import io.slotwise.model.NodeSample;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The nodes of a simulated cluster. Masters stand at pods {@code -0, -1, …}, the hottest first, the empty standby after
 * them, then the replicas. Nodes that say the same as at the tick before are not made again.
 */
final class Cast {
    private static final int PORT = 6379;
    private static final double BYTES_PER_KEY = 200;
    private static final double IDLE_CPU = 1;

    private final String name;
    private final int replicas;
    private int masters;
    private int pods;
    private NodeSample[] nodes = {};
    private List<NodeSample> last = List.of();
    private double hottestCpu = Double.NaN;
    private double otherCpu;
    private double bytes;
    private double memorySkew;
    private double indivisible;
    private Course.Sight sight = Course.Sight.SEEN;

    Cast(String name, int replicas) {
        this.name = name;
        this.replicas = replicas;
    }

    List<ClusterRecord.Endpoint> endpoints(int ofMasters) {
        return IntStream.range(0, (ofMasters + 1) * (replicas + 1))
                .mapToObj(pod -> new ClusterRecord.Endpoint(name + "-" + pod, host(pod), PORT))
                .toList();
    }

    private static String host(int pod) {
        return "10.0." + pod / 250 + "." + (1 + pod % 250);
    }

    List<NodeSample> nodes(Observation seen) {
        if (seen.masters() != masters || seen.pods() != pods) {
            set(seen.masters(), seen.pods());
        } else if (isUnchanged(seen)) {
            return last;
        }
        remember(seen);
        play(seen);
        last = List.of(nodes);
        return last;
    }

    private boolean isUnchanged(Observation seen) {
        return seen.hottestCpu() == hottestCpu
                && seen.otherCpu() == otherCpu
                && seen.course().bytes(seen.tick()) == bytes
                && seen.course().memorySkew(seen.tick()) == memorySkew
                && seen.course().indivisible(seen.tick()) == indivisible
                && seen.sight() == sight;
    }

    private void remember(Observation seen) {
        hottestCpu = seen.hottestCpu();
        otherCpu = seen.otherCpu();
        bytes = seen.course().bytes(seen.tick());
        memorySkew = seen.course().memorySkew(seen.tick());
        indivisible = seen.course().indivisible(seen.tick());
        sight = seen.sight();
    }

    /** Another number of nodes. */
    private void set(int active, int withPods) {
        masters = active;
        pods = withPods;
        int shards = withPods + 1;
        nodes = new NodeSample[shards * (replicas + 1)];
        for (int pod = 0; pod < shards; pod++) {
            SlotSet slots = pod < active ? slots(pod, active) : SlotSet.EMPTY;
            nodes[pod] = node(pod, NodeSample.Role.MASTER, Optional.empty(), slots, idle());
        }
        for (int pod = shards; pod < nodes.length; pod++) {
            String master = nodes[pod % shards].nodeId();
            nodes[pod] = node(pod, NodeSample.Role.REPLICA, Optional.of(master), SlotSet.EMPTY, idle());
        }
    }

    private static SlotSet slots(int index, int of) {
        return SlotSet.range(SlotSet.COUNT * index / of, SlotSet.COUNT * (index + 1) / of - 1);
    }

    private NodeSample node(
            int pod, NodeSample.Role role, Optional<String> master, SlotSet slots, NodeSample.Load load) {
        return new NodeSample(
                name + "-" + pod,
                host(pod),
                PORT,
                String.format("%040x", pod),
                NodeSample.Answer.OK,
                role,
                master,
                slots,
                nodes.length,
                load);
    }

    private void play(Observation seen) {
        Course course = seen.course();
        NodeSample.Load hot = load(course, seen.hottestCpu(), share(seen, seen.hottestMemory()), hotSlots());
        nodes[0] = loaded(nodes[0], hot);
        if (masters > 1) {
            NodeSample.Load other = load(course, seen.otherCpu(), share(seen, seen.otherMemory()), Optional.empty());
            for (int pod = 1; pod < masters; pod++) {
                nodes[pod] = loaded(nodes[pod], other);
            }
        }
        if (sight == Course.Sight.SILENT) {
            nodes[0] = silent(nodes[0]);
        }
    }

    /** Bytes of a master: from its percentage where there is a limit, else an equal part. */
    private double share(Observation seen, double memoryPercent) {
        return seen.knowsMemory()
                ? memoryPercent / 100 * seen.course().memoryLimit().orElse(0)
                : bytes / masters;
    }

    private Optional<List<HotSlot>> hotSlots() {
        return indivisible == 0
                ? Optional.empty()
                : Optional.of(List.of(new HotSlot(0, indivisible, OptionalLong.empty(), OptionalLong.empty())));
    }

    private static NodeSample.Load load(Course course, double cpu, double used, Optional<List<HotSlot>> hotSlots) {
        OptionalLong limit = course.memoryLimit();
        return new NodeSample.Load(
                OptionalDouble.of(cpu),
                limit.isPresent() ? OptionalDouble.of(100 * used / limit.getAsLong()) : OptionalDouble.empty(),
                OptionalLong.of((long) used),
                limit,
                OptionalDouble.empty(),
                OptionalLong.of((long) (used / BYTES_PER_KEY)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                hotSlots);
    }

    private static NodeSample.Load idle() {
        return new NodeSample.Load(
                OptionalDouble.of(IDLE_CPU),
                OptionalDouble.empty(),
                OptionalLong.of(0),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(0),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    private static NodeSample loaded(NodeSample node, NodeSample.Load load) {
        return new NodeSample(
                node.pod(),
                node.host(),
                node.port(),
                node.nodeId(),
                NodeSample.Answer.OK,
                node.role(),
                node.masterId(),
                node.slots(),
                node.knownNodes(),
                load);
    }

    private static NodeSample silent(NodeSample node) {
        return new NodeSample(
                node.pod(),
                node.host(),
                node.port(),
                node.nodeId(),
                NodeSample.Answer.silent("timed out"),
                node.role(),
                node.masterId(),
                node.slots(),
                node.knownNodes(),
                NodeSample.Load.UNKNOWN);
    }
}

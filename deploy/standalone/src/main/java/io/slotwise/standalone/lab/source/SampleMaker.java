package io.slotwise.standalone.lab.source;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.Sample.ClusterHealth;
import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes samples of the metrics that the collector exports. Remembers each pod's last role, for when it is silent. */
final class SampleMaker {
    private static final int PORT = 6379;

    private final ClusterKey cluster;
    private final Map<String, NodeSample.Role> roles = new HashMap<>();

    SampleMaker(ClusterKey cluster) {
        this.cluster = cluster;
    }

    /** The sample of one tick; empty when Prometheus knows nothing of it. */
    Optional<Sample> sample(Instant at, Map<NodeMetric, Series> answers) {
        Tick tick = new Tick(at, answers);
        SortedSet<String> pods = new TreeSet<>();
        answers.values().forEach(series -> pods.addAll(series.pods()));
        pods.removeIf(pod -> pod.isEmpty() || tick.of(NodeMetric.UP, pod).isEmpty());
        if (pods.isEmpty()) {
            return Optional.empty();
        }
        List<String> active = active(tick, pods);
        List<NodeSample> nodes =
                pods.stream().map(pod -> node(tick, pod, active, pods.size())).toList();
        return Optional.of(new Sample(cluster, at, Sample.Source.PROMETHEUS, health(tick, pods), nodes));
    }

    /** The numbers of one tick. */
    private record Tick(Instant at, Map<NodeMetric, Series> answers) {
        OptionalDouble of(NodeMetric metric, String pod) {
            Series series = answers.get(metric);
            return series == null ? OptionalDouble.empty() : series.at(pod, at);
        }

        OptionalLong whole(NodeMetric metric, String pod) {
            OptionalDouble value = of(metric, pod);
            return value.isPresent() ? OptionalLong.of(Math.round(value.getAsDouble())) : OptionalLong.empty();
        }

        boolean isUp(String pod) {
            return of(NodeMetric.UP, pod).orElse(0) > 0;
        }
    }

    /** The masters that own slots, by name. */
    private static List<String> active(Tick tick, SortedSet<String> pods) {
        List<String> masters = new ArrayList<>(pods.stream()
                .filter(pod -> tick.of(NodeMetric.IS_MASTER, pod).orElse(0) > 0)
                .toList());
        int size = (int) pods.stream()
                .mapToDouble(pod -> tick.of(NodeMetric.CLUSTER_SIZE, pod).orElse(0))
                .max()
                .orElse(0);
        if (size > 0 && size < masters.size()) {
            masters.sort(Comparator.<String>comparingDouble(
                            pod -> -tick.of(NodeMetric.KEYS, pod).orElse(0))
                    .thenComparingDouble(
                            pod -> -tick.of(NodeMetric.CPU_PERCENT, pod).orElse(0)));
            return masters.subList(0, size).stream().sorted().toList();
        }
        return masters;
    }

    private NodeSample node(Tick tick, String pod, List<String> active, int known) {
        if (!tick.isUp(pod)) {
            return new NodeSample(
                    pod,
                    pod,
                    PORT,
                    pod,
                    NodeSample.Answer.silent("redis_up is 0"),
                    roles.getOrDefault(pod, NodeSample.Role.UNKNOWN),
                    Optional.empty(),
                    SlotSet.EMPTY,
                    0,
                    NodeSample.Load.UNKNOWN);
        }
        NodeSample.Role role =
                tick.of(NodeMetric.IS_MASTER, pod).isPresent() ? NodeSample.Role.MASTER : NodeSample.Role.REPLICA;
        roles.put(pod, role);
        return new NodeSample(
                pod,
                pod,
                PORT,
                pod,
                NodeSample.Answer.OK,
                role,
                Optional.empty(),
                slots(active.indexOf(pod), active.size()),
                known,
                load(tick, pod));
    }

    private static SlotSet slots(int index, int of) {
        return index < 0
                ? SlotSet.EMPTY
                : SlotSet.range(SlotSet.COUNT * index / of, SlotSet.COUNT * (index + 1) / of - 1);
    }

    private static NodeSample.Load load(Tick tick, String pod) {
        OptionalLong limit = tick.whole(NodeMetric.LIMIT_BYTES, pod);
        return new NodeSample.Load(
                tick.of(NodeMetric.CPU_PERCENT, pod),
                tick.of(NodeMetric.MEMORY_PERCENT, pod),
                tick.whole(NodeMetric.USED_BYTES, pod),
                limit.isPresent() && limit.getAsLong() > 0 ? limit : OptionalLong.empty(),
                OptionalDouble.empty(),
                tick.whole(NodeMetric.KEYS, pod),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    private static ClusterHealth health(Tick tick, SortedSet<String> pods) {
        double worst = least(tick, pods, NodeMetric.CLUSTER_STATE, 1);
        int slots = (int) least(tick, pods, NodeMetric.SLOTS_ASSIGNED, SlotSet.COUNT);
        return new ClusterHealth(
                worst >= 1 ? ClusterHealth.State.OK : ClusterHealth.State.FAIL,
                Math.max(0, Math.min(SlotSet.COUNT, slots)),
                SlotSet.EMPTY,
                true);
    }

    private static double least(Tick tick, SortedSet<String> pods, NodeMetric metric, double otherwise) {
        return pods.stream()
                .filter(tick::isUp)
                .flatMapToDouble(pod -> tick.of(metric, pod).stream())
                .min()
                .orElse(otherwise);
    }
}

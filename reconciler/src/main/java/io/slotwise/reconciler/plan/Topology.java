package io.slotwise.reconciler.plan;

import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Redis as a trusted sample shows it.
 *
 * @param sample every pod answered in it
 * @param pods the pods it is about
 */
record Topology(Sample sample, List<PodState> pods) {
    /** Least to move first: bytes, then slots. */
    private static final Comparator<NodeSample> LEAST_DATA = Comparator.<NodeSample>comparingLong(
                    node -> node.load().usedMemoryBytes().orElse(0))
            .thenComparingInt(node -> node.slots().size());

    /** Why nothing may be begun on this cluster; empty when all is well. */
    Optional<String> illness() {
        Sample.ClusterHealth health = sample.health();
        if (health.state() != Sample.ClusterHealth.State.OK) {
            return Optional.of("cluster_state is " + health.state());
        }
        if (health.slotsAssigned() != SlotSet.COUNT) {
            return Optional.of(health.slotsAssigned() + " slots of " + SlotSet.COUNT + " are assigned");
        }
        if (!health.openSlots().isEmpty()) {
            return Optional.of(health.openSlots().size() + " slots are open: " + health.openSlots());
        }
        return health.nodesAgree() ? Optional.empty() : Optional.of("the nodes do not agree on who owns which slot");
    }

    int activeMasters() {
        return (int) sample.activeMasters().count();
    }

    /** The empty master among the first {@code count} pods that is to take slots next: lowest ordinal. */
    Optional<String> standby(int count) {
        return nodes(pod -> pod.ordinal() < count)
                .filter(node ->
                        node.role() == NodeSample.Role.MASTER && node.slots().isEmpty() && node.hasJoined())
                .map(NodeSample::pod)
                .findFirst();
    }

    /** Whether the first {@code count} pods are one cluster with a standby. */
    boolean isProvisioned(int count) {
        return nodes(pod -> pod.ordinal() < count).allMatch(NodeSample::hasJoined)
                && standby(count).isPresent();
    }

    /** Whether every pod from {@code count} on owns nothing and is no member, so that it may go. */
    boolean isClearBeyond(int count) {
        return nodes(pod -> pod.ordinal() >= count)
                .allMatch(node ->
                        node.role() == NodeSample.Role.MASTER && node.slots().isEmpty() && !node.hasJoined());
    }

    /** The active master of the shard that the pod belongs to. */
    Optional<String> activeMasterOf(String pod) {
        return sample.byPod(pod)
                .flatMap(node -> node.masterId().flatMap(sample::byNodeId).or(() -> Optional.of(node)))
                .filter(NodeSample::isActiveMaster)
                .map(NodeSample::pod);
    }

    /**
     * The active master to empty when nobody named one: one that stands on a pod that will go, else the one with least
     * data.
     */
    Optional<String> easiestToEmpty(int remainingPods) {
        List<NodeSample> leaving = nodes(pod -> pod.ordinal() >= remainingPods)
                .filter(NodeSample::isActiveMaster)
                .toList();
        Stream<NodeSample> candidates = leaving.isEmpty() ? sample.activeMasters() : leaving.stream();
        return candidates.min(LEAST_DATA).map(NodeSample::pod);
    }

    /** The active masters that stay, least data first: where most of the emptied master's slots are likely to go. */
    List<String> destinations(String emptied, int remainingPods) {
        return nodes(pod -> pod.ordinal() < remainingPods)
                .filter(node -> node.isActiveMaster() && !node.pod().equals(emptied))
                .sorted(LEAST_DATA)
                .map(NodeSample::pod)
                .toList();
    }

    /** The nodes of those pods, by ordinal. */
    private Stream<NodeSample> nodes(Predicate<PodState> which) {
        return pods.stream()
                .filter(which)
                .sorted(Comparator.comparingInt(PodState::ordinal))
                .flatMap(pod -> sample.byPod(pod.name()).stream());
    }
}

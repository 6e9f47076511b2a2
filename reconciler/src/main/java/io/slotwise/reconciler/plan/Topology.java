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
        return complaint().or(this::unserved);
    }

    /** What the nodes themselves tell. */
    Optional<String> complaint() {
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

    /** It takes the others a while to find out that an owner is gone. */
    private Optional<String> unserved() {
        return owned() < SlotSet.COUNT
                ? Optional.of(SlotSet.COUNT - owned() + " slots of " + SlotSet.COUNT + " have no master that answers")
                : Optional.empty();
    }

    /** The illness, or nodes in the tables that are no pods. */
    Optional<String> damage() {
        return illness().or(this::ghosts);
    }

    /** Dead nodes that were never struck from the tables. */
    private Optional<String> ghosts() {
        long members = sample.nodes().stream().filter(NodeSample::hasJoined).count();
        return sample.nodes().stream()
                .filter(node -> node.answered() && node.hasJoined() && node.knownNodes() > members)
                .map(node -> node.pod() + " knows " + node.knownNodes() + " nodes, and " + members + " are there")
                .findFirst();
    }

    /** Whether no pod knows another, and none holds anything: all came back with nothing. */
    boolean isBlank() {
        return sample.nodes().stream()
                .allMatch(node -> node.answered()
                        && !node.hasJoined()
                        && node.slots().isEmpty()
                        && node.load().keys().orElse(1) == 0);
    }

    /** Two masters that own the same slot, as those of two clusters do. */
    Optional<String> shared() {
        List<NodeSample> masters = sample.activeMasters().toList();
        return masters.stream()
                .flatMap(one -> masters.stream()
                        .skip(masters.indexOf(one) + 1L)
                        .filter(other ->
                                !one.slots().intersection(other.slots()).isEmpty())
                        .map(other -> one.pod() + " and " + other.pod()
                                + " own the same slots: podSelector matches pods of more than one cluster; narrow it"))
                .findFirst();
    }

    /** A pod that stands alone and holds something, or all of them alone. */
    Optional<String> stranger() {
        List<NodeSample> alone =
                sample.nodes().stream().filter(node -> !node.hasJoined()).toList();
        if (alone.size() == sample.nodes().size()) {
            return Optional.of("none of the " + alone.size() + " pods has joined a cluster: form the cluster first, or"
                    + " leave existingCluster out to have one made");
        }
        return alone.stream()
                .filter(node -> !node.slots().isEmpty() || node.load().keys().orElse(0) > 0)
                .map(node -> node.pod() + " has joined no other node and holds "
                        + node.load().keys().orElse(0)
                        + " keys: narrow podSelector if it is none of the cluster's, or empty it")
                .findFirst();
    }

    /** Slots that only pods own which are not looked at. */
    Optional<String> leftOut() {
        return owned() == SlotSet.COUNT
                ? Optional.empty()
                : Optional.of("the pods own " + owned() + " slots of " + SlotSet.COUNT
                        + ": podSelector leaves pods of the cluster out; widen it");
    }

    private int owned() {
        return sample.activeMasters().mapToInt(node -> node.slots().size()).sum();
    }

    boolean isMember(String pod) {
        return sample.byPod(pod).filter(NodeSample::hasJoined).isPresent();
    }

    /** A replica among those pods that is not in touch with its master. */
    Optional<String> outOfTouch(Predicate<PodState> which) {
        return nodes(which)
                .filter(node -> node.role() == NodeSample.Role.REPLICA && !isInTouch(node))
                .map(NodeSample::pod)
                .findFirst();
    }

    static boolean isInTouch(NodeSample replica) {
        return replica.load().replicationLink().equals(Optional.of(NodeSample.Load.Link.UP));
    }

    /** The replicas of the master in that pod. */
    List<NodeSample> followers(String pod) {
        Optional<String> id = sample.byPod(pod).map(NodeSample::nodeId);
        return sample.nodes().stream()
                .filter(node -> node.role() == NodeSample.Role.REPLICA
                        && node.masterId().isPresent()
                        && node.masterId().equals(id))
                .toList();
    }

    Updates.Importance importance(String pod) {
        return sample.byPod(pod)
                .filter(node -> node.role() != NodeSample.Role.REPLICA)
                .map(node -> node.isActiveMaster() ? Updates.Importance.MASTER : Updates.Importance.STANDBY)
                .orElse(Updates.Importance.REPLICA);
    }

    /** An empty master that is a member, in another pod. */
    Optional<String> otherStandby(String pod) {
        return nodes(other -> !other.name().equals(pod))
                .filter(Topology::isStandby)
                .map(NodeSample::pod)
                .findFirst();
    }

    int slots(String pod) {
        return sample.byPod(pod).map(node -> node.slots().size()).orElse(0);
    }

    int activeMasters() {
        return (int) sample.activeMasters().count();
    }

    /** The empty master among the first {@code count} pods that is to take slots next: lowest ordinal. */
    Optional<String> standby(int count) {
        return nodes(pod -> pod.ordinal() < count)
                .filter(Topology::isStandby)
                .map(NodeSample::pod)
                .findFirst();
    }

    private static boolean isStandby(NodeSample node) {
        return node.role() == NodeSample.Role.MASTER && node.slots().isEmpty() && node.hasJoined();
    }

    /** What keeps the first {@code count} pods from being one cluster with a standby and its replicas. */
    Optional<String> gap(int count, int replicas) {
        return nodes(pod -> pod.ordinal() < count)
                .filter(node -> !node.hasJoined())
                .map(node -> node.pod() + " is no member")
                .findFirst()
                .or(() -> standby(count).isPresent() ? Optional.empty() : Optional.of("there is no standby"))
                .or(() -> poor(count, replicas));
    }

    private Optional<String> poor(int count, int replicas) {
        boolean standbyLacks = nodes(pod -> pod.ordinal() < count)
                .filter(Topology::isStandby)
                .allMatch(node -> followers(node.pod()).size() < replicas);
        Stream<NodeSample> masters = nodes(pod -> pod.ordinal() < count)
                .filter(node -> node.isActiveMaster() || (standbyLacks && isStandby(node)));
        return masters.filter(node -> followers(node.pod()).size() < replicas)
                .map(node -> node.pod() + " has " + followers(node.pod()).size() + " replicas of " + replicas)
                .findFirst();
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

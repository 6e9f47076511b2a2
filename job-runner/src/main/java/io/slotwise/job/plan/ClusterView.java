package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all named nodes said at one moment.
 *
 * @param live nodes that answered, in the order in which they were named
 * @param silent nodes that did not
 * @param keys keys per slot; absent until a step asked for them
 * @param lingered ids of nodes that have had their time to redirect clients before they leave
 * @param means with what slots are moved
 * @param trends how busy nodes are, by node id; absent until a step asked for it
 */
public record ClusterView(
        List<LiveNode> live,
        List<SilentNode> silent,
        Optional<SlotKeys> keys,
        Set<String> lingered,
        Means means,
        Optional<Map<String, Trend>> trends) {
    public ClusterView {
        live = List.copyOf(live);
        silent = List.copyOf(silent);
        lingered = Set.copyOf(lingered);
        trends = trends.map(Map::copyOf);
    }

    public ClusterView(List<LiveNode> live, List<SilentNode> silent) {
        this(live, silent, Optional.empty(), Set.of(), Means.DEFAULT, Optional.empty());
    }

    public ClusterView with(SlotKeys counted) {
        return new ClusterView(live, silent, Optional.of(counted), lingered, means, trends);
    }

    public ClusterView withLingered(Set<String> ids) {
        return new ClusterView(live, silent, keys, ids, means, trends);
    }

    public ClusterView with(Means known) {
        return new ClusterView(live, silent, keys, lingered, known, trends);
    }

    public ClusterView with(Map<String, Trend> seen) {
        return new ClusterView(live, silent, keys, lingered, means, Optional.of(seen));
    }

    public Optional<LiveNode> byId(String id) {
        return live.stream().filter(node -> node.id().equals(id)).findFirst();
    }

    /** Of the nodes that answered. */
    Set<String> ids() {
        return live.stream().map(LiveNode::id).collect(Collectors.toSet());
    }

    public Optional<LiveNode> byPod(String pod) {
        return live.stream().filter(node -> node.pod().equals(pod)).findFirst();
    }

    /** A node by any of its names: pod, node id, {@code host:port} by address or by announced host name. */
    public Optional<LiveNode> find(String name) {
        return byPod(name)
                .or(() -> byId(name))
                .or(() -> live.stream().filter(node -> node.isAt(name)).findFirst());
    }

    public Stream<LiveNode> masters() {
        return live.stream().filter(LiveNode::isMaster);
    }

    public List<LiveNode> actives() {
        return live.stream().filter(LiveNode::isActive).toList();
    }

    /** Every slot that some answering master claims. */
    public SlotSet covered() {
        return masters().map(LiveNode::slots).reduce(SlotSet.EMPTY, SlotSet::plus);
    }

    /** Every slot that some answering master holds for on its way out or in. */
    public SlotSet open() {
        return masters().map(node -> node.self().openSlots()).reduce(SlotSet.EMPTY, SlotSet::plus);
    }

    /** The nodes that claim a slot; more than one only while news of a new owner travel. */
    public List<LiveNode> claimants(int slot) {
        return masters().filter(node -> node.slots().contains(slot)).toList();
    }

    /** The master of the shard that a node belongs to now: itself, or the master it follows. */
    public Optional<LiveNode> shardOf(String name) {
        return find(name).flatMap(this::masterOf);
    }

    /** The pods of the shard that a node belongs to now; none when that has no master that answers. */
    Set<String> podsWith(String name) {
        return shardOf(name).stream()
                .flatMap(master -> live.stream().filter(node -> node.equals(master) || node.follows(master)))
                .map(LiveNode::pod)
                .collect(Collectors.toSet());
    }

    /** The node itself when it is a master, else the master it follows. */
    public Optional<LiveNode> masterOf(LiveNode node) {
        return node.isMaster()
                ? Optional.of(node)
                : node.self().masterId().flatMap(this::byId).filter(LiveNode::isMaster);
    }

    /** The same without the silent nodes that are {@linkplain #isGivenUp given up}. */
    public ClusterView withoutGivenUp() {
        return new ClusterView(
                live, silent.stream().filter(node -> !isGivenUp(node)).toList(), keys, lingered, means, trends);
    }

    /** Whether every answering node holds a silent one for dead and for the owner of nothing. */
    public boolean isGivenUp(SilentNode silent) {
        List<NodeEntry> entries = Reachability.entriesOf(this, silent).toList();
        return !entries.isEmpty() && Strangers.areDead(entries) && !Strangers.ownSlots(entries);
    }

    /** The node that knows the cluster best: one that owns slots, else the one that knows most others. */
    public LiveNode seed() {
        return live.stream()
                .max(Comparator.<LiveNode>comparingInt(
                                node -> node.isMaster() ? node.slots().size() : 0)
                        .thenComparingLong(this::acquaintances))
                .orElseThrow(() -> new IllegalStateException("no node answered"));
    }

    private long acquaintances(LiveNode node) {
        return live.stream().filter(other -> node.knows(other.id())).count();
    }

    /** Those that the node which knows the cluster best does not know, or that do not know it. */
    List<LiveNode> outsiders() {
        LiveNode seed = seed();
        return live.stream()
                .filter(node -> !node.equals(seed) && !(seed.knows(node.id()) && node.knows(seed.id())))
                .toList();
    }
}

package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A cluster in the mind: it starts as a real one was seen and does what it is asked at once and without fail. That is how a
 * job can say all it is going to do before it does anything.
 */
final class Rehearsal implements Changes {
    private final Map<String, LiveNode> nodes = new LinkedHashMap<>();
    private final Map<String, Set<String>> known = new HashMap<>();
    private final ClusterView begin;
    private SlotKeys keys;
    private Set<String> lingered = Set.of();

    Rehearsal(ClusterView begin, SlotKeys keys) {
        this.begin = begin;
        this.keys = keys;
        for (LiveNode node : begin.live()) {
            nodes.put(node.id(), node);
            Set<String> ids = new TreeSet<>();
            node.table().entries().stream()
                    .map(NodeEntry::id)
                    .filter(node::knows)
                    .forEach(ids::add);
            known.put(node.id(), ids);
        }
    }

    /** What its nodes would say now, when news have travelled and copies are complete. */
    ClusterView view() {
        return new ClusterView(
                nodes.values().stream().map(this::withTable).toList(),
                begin.silent(),
                Optional.of(keys),
                lingered,
                begin.means(),
                begin.trends());
    }

    private LiveNode withTable(LiveNode node) {
        List<NodeEntry> entries = new ArrayList<>();
        Set<String> ids = known(node.id());
        nodes.values().stream()
                .filter(other -> ids.contains(other.id()))
                .forEach(other -> entries.add(other.id().equals(node.id()) ? node.self() : asOthersSee(other.self())));
        node.table().entries().stream()
                .filter(entry -> ids.contains(entry.id()) && !nodes.containsKey(entry.id()))
                .forEach(entries::add);
        return new LiveNode(
                node.ref(), node.self(), new NodeTable(entries), node.facts().sound());
    }

    private static NodeEntry asOthersSee(NodeEntry self) {
        Set<String> flags = new TreeSet<>(self.flags());
        flags.remove("myself");
        return self.owning(self.slots()).following(flags, self.masterId());
    }

    void linger(Set<String> ids) {
        lingered = ids;
    }

    private Set<String> known(String id) {
        return known.computeIfAbsent(id, it -> new TreeSet<>());
    }

    private LiveNode node(NodeRef ref) {
        LiveNode node = nodes.get(ref.id());
        if (node == null) {
            throw new IllegalArgumentException("the plan names a node that is not there: " + ref);
        }
        return node;
    }

    private void own(NodeRef ref, SlotSet more, SlotSet less) {
        NodeEntry self = node(ref).self();
        Map<Integer, String> migrating = new HashMap<>(self.migrating());
        Map<Integer, String> importing = new HashMap<>(self.importing());
        SlotSet closed = more.plus(less);
        migrating.keySet().removeIf(closed::contains);
        importing.keySet().removeIf(closed::contains);
        become(ref, self.owning(self.slots().plus(more).minus(less), migrating, importing));
    }

    private void become(NodeRef ref, NodeEntry self) {
        LiveNode node = node(ref);
        Facts facts = node.facts()
                .holding(self.isMaster() ? keys.at(node.id()) : node.facts().keys());
        nodes.put(node.id(), new LiveNode(node.ref(), self, node.table(), facts));
    }

    @Override
    public Applied cancelImports(NodeRef ref) {
        LiveNode node = node(ref);
        Facts facts = node.facts().migrating(Facts.Migration.NONE);
        nodes.put(node.id(), new LiveNode(node.ref(), node.self(), node.table(), facts));
        return Applied.OK;
    }

    @Override
    public Applied meet(NodeRef seed, List<NodeRef> newcomers, long firstEpoch) {
        Set<String> all = new TreeSet<>(known(seed.id()));
        newcomers.forEach(newcomer -> all.add(newcomer.id()));
        all.forEach(id -> known(id).addAll(all));
        return Applied.OK;
    }

    @Override
    public Applied assign(List<Step.Assignment> assignments) {
        assignments.forEach(it -> own(it.master(), it.slots(), SlotSet.EMPTY));
        return Applied.OK;
    }

    @Override
    public Applied settle(NodeRef node, SlotSet slots) {
        SlotSet owned = node(node).slots().intersection(slots);
        own(node, owned, slots.minus(owned));
        return Applied.OK;
    }

    @Override
    public Applied rebind(NodeRef importer, NodeRef owner, SlotSet slots) {
        return Applied.OK; // all tables are alike here
    }

    @Override
    public Applied reopen(NodeRef importer, NodeRef owner, SlotSet slots) {
        NodeEntry self = node(importer).self();
        Map<Integer, String> importing = new HashMap<>(self.importing());
        slots.stream().forEach(slot -> importing.put(slot, owner.id()));
        become(importer, self.owning(self.slots(), self.migrating(), importing));
        return Applied.OK;
    }

    @Override
    public Applied adopt(NodeRef importer, SlotSet slots, List<NodeRef> others) {
        own(importer, slots, SlotSet.EMPTY);
        return Applied.OK;
    }

    @Override
    public Applied move(List<Move> moves, List<NodeRef> masters) {
        keys = keys.after(moves);
        for (Haul haul : Haul.of(moves)) {
            own(haul.from(), SlotSet.EMPTY, haul.slots());
            own(haul.to(), haul.slots(), SlotSet.EMPTY);
        }
        return Applied.OK;
    }

    @Override
    public Applied replicate(List<Step.Following> followings) {
        followings.forEach(it -> become(
                it.replica(),
                as("slave", node(it.replica()).self(), Optional.of(it.master().id()))));
        return Applied.OK;
    }

    @Override
    public Applied failover(NodeRef replica) {
        NodeEntry self = node(replica).self();
        LiveNode old = Optional.ofNullable(nodes.get(self.masterId().orElse("")))
                .orElseThrow(() -> new IllegalArgumentException("the plan promotes a master: " + replica));
        keys = keys.inherit(old.id(), replica.id());
        become(replica, as("master", self, Optional.empty()).owning(old.slots()));
        List.copyOf(nodes.values()).stream()
                .filter(node -> node.equals(old) || node.follows(old))
                .forEach(node -> become(
                        node.ref(),
                        as("slave", node.self(), Optional.of(replica.id())).owning(SlotSet.EMPTY)));
        return Applied.OK;
    }

    @Override
    public Applied takeOver(String gone, List<NodeRef> replicas, List<NodeRef> owners) {
        NodeRef heir = replicas.get(0);
        become(heir, as("master", node(heir).self(), Optional.empty()));
        for (NodeRef owner : owners) {
            NodeEntry self = node(owner).self();
            Map<Integer, String> migrating = new HashMap<>(self.migrating());
            migrating.replaceAll((slot, to) -> to.equals(gone) ? heir.id() : to);
            become(owner, self.owning(self.slots(), migrating, self.importing()));
        }
        return replicate(replicas.stream()
                .skip(1)
                .map(replica -> new Step.Following(replica, heir))
                .toList());
    }

    @Override
    public Applied forget(Set<String> ids, List<NodeRef> at) {
        at.forEach(node -> known(node.id()).removeAll(ids));
        return Applied.OK;
    }

    @Override
    public Applied reset(List<NodeRef> refs, Step.ResetMode mode) {
        for (NodeRef ref : refs) {
            become(ref, as("master", node(ref).self(), Optional.empty()).owning(SlotSet.EMPTY));
            known.put(ref.id(), new TreeSet<>(Set.of(ref.id())));
        }
        return Applied.OK;
    }

    private static NodeEntry as(String role, NodeEntry self, Optional<String> master) {
        Set<String> flags = new TreeSet<>(self.flags());
        flags.removeAll(Set.of("master", "slave", "replica"));
        flags.add(role);
        return self.following(flags, master);
    }
}

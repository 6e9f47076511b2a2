package io.slotwise.job;

import io.slotwise.job.move.MoveWatch;
import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.Cluster;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Facts;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.Move;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.SlotKeys;
import io.slotwise.job.plan.Step;
import io.slotwise.job.plan.StrayKeys;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Redis Cluster's rules without its processes: who may own, open, follow, forget and reset what. Gossip is instant. Every
 * command counts, and after a number of them something happens; broken rules are assertion errors.
 */
final class ModelCluster implements Cluster {
    /** The process is gone between two commands. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What happens when the commands are used up. */
    enum Event {
        KILL,
        FAILOVER,
        /** Of the node that slots are on their way to. */
        FAILOVER_OF_DESTINATION,
        /** Both at one moment: the next run knows nothing of what this one had begun. */
        KILL_AND_FAILOVER_OF_DESTINATION,
        /** Of both ends, so that nobody knows that slots are open. */
        KILL_AND_FAILOVER_OF_BOTH_ENDS
    }

    final List<ModelNode> nodes = new ArrayList<>();
    private final Random random;
    private Event event = Event.KILL;
    private int commandsLeft = Integer.MAX_VALUE;
    private int ids;
    private int commands;
    private boolean disturbed;
    private Optional<ModelNode> source = Optional.empty();
    private Optional<ModelNode> destination = Optional.empty();
    private final ModelMove move;
    private Runnable everyCommand = () -> {};
    private int epoch;
    private MoveWatch watch = new Tally(List.of(), () -> true);

    ModelCluster(int count, Random random) {
        this.random = random;
        this.move = new ModelMove(random);
        for (int i = 0; i < count; i++) {
            nodes.add(new ModelNode("pod-" + i, nextId()));
        }
        nodes.forEach(node -> node.known.add(node.id));
    }

    private String nextId() {
        return String.format("%040x", ++ids);
    }

    /** Lets something happen after that many commands. */
    void after(int count, Event what) {
        commandsLeft = count;
        event = what;
    }

    int commands() {
        return commands;
    }

    /** Lets something happen with every command. */
    void withEveryCommand(Runnable what) {
        everyCommand = what;
    }

    /** Asked before each slot whether to go on. */
    void watchedBy(MoveWatch by) {
        watch = by;
    }

    /** A client has written a key of a slot at its source. */
    void touch() {
        move.touch();
    }

    private void command() {
        commands++;
        everyCommand.run();
        if (commandsLeft-- == 0) {
            happen(event);
        }
    }

    void happen(Event what) {
        switch (what) {
            case KILL -> throw new Killed();
            case FAILOVER -> failSomeMaster();
            case FAILOVER_OF_DESTINATION -> failOneOf(destination.stream().toList());
            case KILL_AND_FAILOVER_OF_DESTINATION -> failAndKill(destination);
            case KILL_AND_FAILOVER_OF_BOTH_ENDS -> failAndKill(source, destination);
        }
    }

    @SafeVarargs
    private void failAndKill(Optional<ModelNode>... masters) {
        for (Optional<ModelNode> master : masters) {
            failOneOf(master.stream().toList());
        }
        disturbed = false;
        throw new Killed();
    }

    void failSomeMaster() {
        failOneOf(nodes.stream().filter(node -> !node.slots.isEmpty()).toList());
    }

    /** A replica takes over; what was open on the old master is not known to the new one. */
    private void failOneOf(List<ModelNode> masters) {
        List<ModelNode> replicas = nodes.stream()
                .filter(node ->
                        node.master.map(this::byId).filter(masters::contains).isPresent())
                .toList();
        if (!replicas.isEmpty()) {
            promote(replicas.get(random.nextInt(replicas.size())));
            disturbed = true;
        }
    }

    private void promote(ModelNode replica) {
        ModelNode old = byId(replica.master.orElseThrow());
        replica.master = Optional.empty();
        replica.slots.or(old.slots);
        replica.keys.putAll(old.keys);
        replica.copies.putAll(old.copies);
        replica.arrived.addAll(old.arrived);
        replica.epoch = ++epoch;
        old.copies.clear();
        old.arrived.clear();
        old.slots.clear();
        old.keys.clear();
        old.closeSlots();
        nodes.stream()
                .filter(node -> node.master.equals(Optional.of(old.id)))
                .forEach(node -> node.master = Optional.of(replica.id));
        old.master = Optional.of(replica.id);
    }

    ModelNode byId(String id) {
        return nodes.stream().filter(node -> node.id.equals(id)).findFirst().orElseThrow();
    }

    private ModelNode byRef(NodeRef ref) {
        ModelNode node = nodes.stream()
                .filter(it -> it.pod.equals(ref.pod()))
                .findFirst()
                .orElseThrow();
        check(node.id.equals(ref.id()), "the step names a node that is no more");
        return node;
    }

    long keyCount() {
        return nodes.stream()
                .filter(ModelNode::isMaster)
                .mapToLong(ModelNode::keyCount)
                .sum();
    }

    static void check(boolean rule, String broken) {
        if (!rule) {
            throw new AssertionError(broken);
        }
    }

    /** No slot is uncovered, none has two owners. */
    void checkCoverage() {
        int owned = nodes.stream()
                .filter(ModelNode::isMaster)
                .mapToInt(node -> node.slots.cardinality())
                .sum();
        int covered = nodes.stream()
                .filter(ModelNode::isMaster)
                .map(node -> SlotSet.of(node.slots.stream()))
                .reduce(SlotSet.EMPTY, SlotSet::plus)
                .size();
        check(covered == SlotSet.COUNT && owned == SlotSet.COUNT, covered + " slots covered, " + owned + " owned");
    }

    @Override
    public ClusterView read() {
        List<LiveNode> live = new ArrayList<>();
        for (ModelNode node : nodes) {
            List<NodeEntry> entries = new ArrayList<>();
            for (ModelNode other : nodes) {
                if (node.known.contains(other.id)) {
                    entries.add(other.entry(other == node));
                }
            }
            long keys = node.isMaster() ? node.keyCount() : 0;
            live.add(LiveNode.of(
                    node.pod,
                    node.pod,
                    6379,
                    new NodeTable(entries),
                    new Facts(Facts.State.OK, 1, 1, keys, 0, keys * 100, 0, Facts.Link.UP)));
        }
        return new ClusterView(live, List.of());
    }

    @Override
    public Optional<SlotKeys> count(ClusterView view) {
        Map<String, Map<Integer, Integer>> counts = new HashMap<>();
        nodes.stream().filter(ModelNode::isMaster).forEach(node -> counts.put(node.id, node.counted()));
        Map<String, SlotSet> copies = new HashMap<>();
        nodes.stream().filter(ModelNode::isMaster).forEach(node -> copies.put(node.id, node.strayCopies()));
        return Optional.of(new SlotKeys(counts, new StrayKeys(copies, Map.of())));
    }

    @Override
    public Applied meet(NodeRef seed, List<NodeRef> newcomers, long firstEpoch) {
        for (NodeRef newcomer : newcomers) {
            command();
            Set<String> all = byRef(seed).known;
            all.add(newcomer.id());
            byRef(newcomer).known.addAll(all);
            List.copyOf(all).forEach(id -> byId(id).known.addAll(all));
        }
        return Applied.OK;
    }

    @Override
    public Applied assign(List<Step.Assignment> assignments) {
        for (Step.Assignment assignment : assignments) {
            command();
            assignment.slots().stream().forEach(slot -> {
                check(nodes.stream().noneMatch(node -> node.slots.get(slot)), "slot " + slot + " is owned");
                byRef(assignment.master()).slots.set(slot);
            });
        }
        return Applied.OK;
    }

    @Override
    public Applied settle(NodeRef ref, SlotSet slots) {
        ModelNode node = byRef(ref);
        slots.stream().forEach(slot -> {
            command();
            node.migrating.remove(slot);
            node.importing.remove(slot);
        });
        return Applied.OK;
    }

    @Override
    public Applied rebind(NodeRef importer, NodeRef owner, SlotSet slots) {
        command();
        byRef(importer);
        byRef(owner);
        return Applied.OK;
    }

    @Override
    public Applied reopen(NodeRef importer, NodeRef owner, SlotSet slots) {
        slots.stream().forEach(slot -> {
            command();
            check(byRef(owner).slots.get(slot), owner.pod() + " does not own " + slot);
            byRef(importer).importing.put(slot, owner.id());
        });
        return Applied.OK;
    }

    @Override
    public Applied adopt(NodeRef importer, SlotSet slots, List<NodeRef> others) {
        slots.stream().forEach(slot -> {
            command();
            byRef(importer).slots.set(slot);
            byRef(importer).importing.remove(slot);
        });
        return Applied.OK;
    }

    /**
     * One slot after the other: copied and let go of at once, or with its keys in two halves, so that it can be cut off with
     * keys on both sides; the old owner hears of the new one last.
     */
    @Override
    public Applied move(List<Move> moves, List<NodeRef> masters) {
        for (Move one : moves) {
            if (!watch.goOn()) {
                return Applied.OK;
            }
            for (int part = 0; part < ModelMove.PARTS; part++) {
                source = Optional.of(byRef(one.from()));
                destination = Optional.of(byRef(one.to()));
                command();
                if (disturbed) {
                    disturbed = false;
                    return new Applied.Disturbed("a failover");
                }
                this.move.take(part, byRef(one.from()), byRef(one.to()), one.slot());
            }
        }
        return Applied.OK;
    }

    @Override
    public Applied cancelImports(NodeRef node) {
        throw new AssertionError("nothing is imported by the server itself here");
    }

    @Override
    public Applied takeOver(String gone, List<NodeRef> replicas, List<NodeRef> owners) {
        throw new AssertionError("no node is gone here");
    }

    @Override
    public Applied replicate(List<Step.Following> followings) {
        for (Step.Following following : followings) {
            command();
            ModelNode replica = byRef(following.replica());
            check(replica.slots.isEmpty() && replica.keys.isEmpty(), replica.pod + " has data of its own");
            check(replica.known.contains(following.master().id()), replica.pod + " does not know its master");
            check(byRef(following.master()).isMaster(), following.master().pod() + " is no master");
            replica.master = Optional.of(following.master().id());
            replica.closeSlots();
        }
        return Applied.OK;
    }

    @Override
    public Applied failover(NodeRef replica) {
        command();
        if (byRef(replica).isMaster()) {
            return new Applied.Disturbed("CLUSTER FAILOVER was sent to a master");
        }
        promote(byRef(replica));
        return Applied.OK;
    }

    @Override
    public Applied forget(Set<String> ids, List<NodeRef> at) {
        for (NodeRef ref : at) {
            for (String id : ids) {
                command();
                ModelNode node = byRef(ref);
                check(!node.master.equals(Optional.of(id)), node.pod + " cannot forget its master");
                check(byId(id).slots.isEmpty() || !byId(id).isMaster(), "a forgotten node owns slots");
                node.known.remove(id);
            }
        }
        return Applied.OK;
    }

    @Override
    public Applied reset(List<NodeRef> refs, Step.ResetMode mode) {
        for (NodeRef ref : refs) {
            command();
            ModelNode node = byRef(ref);
            check(node.slots.isEmpty() && node.keys.isEmpty(), node.pod + " holds data and is reset");
            node.master = Optional.empty();
            node.closeSlots();
            String old = node.id;
            if (mode == Step.ResetMode.HARD) {
                node.id = nextId();
                check(
                        nodes.stream().noneMatch(other -> other.master.equals(Optional.of(old))),
                        old + " still has replicas");
            }
            node.known.clear();
            node.known.add(node.id);
        }
        return Applied.OK;
    }
}

package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Slots that an interrupted migration left open, on either side or both. They are moved on to where they were going: keys
 * may lie on both sides, and only the way forward is safe without asking which side is newer.
 */
final class OpenSlots {
    private final ClusterView view;
    private final List<Move> moves = new ArrayList<>();
    private final Map<String, SlotSet> toSettle = new TreeMap<>();
    private final Map<String, SlotSet> toAdopt = new TreeMap<>();
    private final Map<Pair, SlotSet> toRebind = new HashMap<>();
    private Optional<Step> objection = Optional.empty();

    private record Pair(NodeRef importer, NodeRef owner) {}

    private OpenSlots(ClusterView view) {
        this.view = view;
    }

    static Optional<Step> step(ClusterView view) {
        Optional<Step> underWay = ServerMigration.step(view);
        if (underWay.isPresent()) {
            return underWay;
        }
        OpenSlots open = new OpenSlots(view);
        slots(view).forEach(open::look);
        return open.step();
    }

    /**
     * Slots that nobody claims, though a master imports them that was not told yet that they are its own, or most nodes hold
     * the same master for their owner: each waits for the other's news, which never come. They are made over to that master,
     * when nobody else holds keys of them and every node answers.
     */
    static Optional<Step> unclaimed(ClusterView view) {
        SlotSet holes = SlotSet.ALL.minus(view.covered());
        if (holes.isEmpty() || !view.silent().isEmpty()) {
            return Optional.empty();
        }
        OpenSlots open = new OpenSlots(view);
        holes.stream().forEach(slot -> {
            List<LiveNode> importers = open.importers(slot);
            if (importers.isEmpty()) {
                open.orphan(slot, open.named(slot));
            } else if (open.isGivenAway(slot)) {
                open.orphan(slot, importers);
            }
        });
        return open.step();
    }

    /**
     * Whether all that anybody holds for the slot's owner are masters that do not claim it. When one of them is a replica, as
     * where nodes were asked before a failover and after it, somebody may have taken its place.
     */
    private boolean isGivenAway(int slot) {
        return view.live().stream()
                .flatMap(node -> node.table().masters())
                .filter(entry -> entry.slots().contains(slot))
                .allMatch(entry ->
                        view.byId(entry.id()).filter(LiveNode::isMaster).isPresent());
    }

    private List<LiveNode> importers(int slot) {
        return view.masters()
                .filter(node -> node.self().importing().containsKey(slot))
                .toList();
    }

    /** The master that most nodes hold for the owner. */
    private List<LiveNode> named(int slot) {
        return view.masters()
                .filter(master -> 2
                                * view.live().stream()
                                        .filter(node -> attributes(node, slot, master))
                                        .count()
                        > view.live().size())
                .toList();
    }

    private static boolean attributes(LiveNode node, int slot, LiveNode master) {
        return node.table()
                .byId(master.id())
                .filter(entry -> entry.slots().contains(slot))
                .isPresent();
    }

    /** Every slot that a master holds for on its way in or out. */
    static IntStream slots(ClusterView view) {
        return view.open().stream();
    }

    private Optional<Step> step() {
        if (objection.isPresent()) {
            return objection;
        }
        Optional<Step> settle = toSettle.entrySet().stream()
                .findFirst()
                .map(entry -> new Step.Settle(ref(entry.getKey()), entry.getValue()));
        Optional<Step> rebind = toRebind.entrySet().stream()
                .findFirst()
                .map(entry -> new Step.Rebind(
                        entry.getKey().importer(), entry.getKey().owner(), entry.getValue()));
        Optional<Step> adopt = toAdopt.entrySet().stream()
                .findFirst()
                .map(entry -> new Step.Adopt(
                        ref(entry.getKey()),
                        entry.getValue(),
                        masters().stream()
                                .filter(other -> !other.id().equals(entry.getKey()))
                                .toList()));
        return rebind.or(() -> settle)
                .or(() -> adopt)
                .or(() -> moves.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Step.MoveSlots(moves, masters(), Step.Cause.INTERRUPTED)));
    }

    private void look(int slot) {
        List<LiveNode> owners = view.claimants(slot);
        List<LiveNode> importers =
                importers(slot).stream().filter(node -> !owners.contains(node)).toList();
        view.masters()
                .filter(node -> node.self().migrating().containsKey(slot) && !owners.contains(node))
                .forEach(node -> settle(node, slot));
        if (owners.isEmpty()) {
            orphan(slot, importers);
        } else if (owners.size() > 1) {
            object(new Step.Wait("slot " + slot + " has two owners until news have travelled", Step.Limit.JOB));
        } else {
            owned(slot, owners.get(0), importers);
        }
    }

    private void owned(int slot, LiveNode owner, List<LiveNode> importers) {
        if (owner.self().importing().containsKey(slot)) {
            settle(owner, slot);
            return;
        }
        Optional<LiveNode> target =
                destination(slot, owner).or(() -> successor(slot, owner)).or(() -> fullest(slot, importers));
        if (target.isEmpty()) {
            closeOrObject(slot, owner);
            return;
        }
        for (LiveNode importer : importers) {
            if (!importer.equals(target.get())) {
                settleIfEmpty(slot, importer, owner);
            }
        }
        rebindIfLost(slot, target.get(), owner);
        moves.add(new Move(slot, owner.ref(), target.get().ref()));
    }

    private void rebindIfLost(int slot, LiveNode importer, LiveNode owner) {
        if (!attributes(importer, slot, owner)) {
            toRebind.merge(new Pair(importer.ref(), owner.ref()), SlotSet.of(slot), SlotSet::plus);
        }
    }

    /** Where the owner says the slot is going: that node, or who is master in its place after a failover. */
    private Optional<LiveNode> destination(int slot, LiveNode owner) {
        return Optional.ofNullable(owner.self().migrating().get(slot))
                .flatMap(view::byId)
                .flatMap(view::masterOf)
                .filter(master -> !master.equals(owner));
    }

    /**
     * Who took over from the node that the slot was going to, when that is gone for good: the one master besides the owner
     * that holds keys of it, or that has had all that a replica of that node has. It does not know that it imports, and nobody
     * else knows whose place it took.
     */
    private Optional<LiveNode> successor(int slot, LiveNode owner) {
        String goingTo = owner.self().migrating().get(slot);
        if (goingTo == null || goingTo.equals(owner.id())) {
            return Optional.empty();
        }
        if (view.keys().isEmpty()) {
            object(new Step.Measure());
            return Optional.empty();
        }
        List<LiveNode> holders = view.masters()
                .filter(node -> !node.equals(owner) && keys().at(node.id(), slot) > 0)
                .toList();
        if (holders.size() > 1) {
            object(new Step.Refuse("slot " + slot + " was on its way from " + owner.pod() + " to node " + goingTo
                    + ", which cannot be reached, and "
                    + holders.stream().map(LiveNode::pod).collect(Collectors.joining(" and "))
                    + " hold keys of it; say which copy counts, and empty the slot at the others by hand"));
        }
        return holders.stream()
                .findFirst()
                .or(() -> Succession.heir(view, goingTo).filter(heir -> !heir.equals(owner)));
    }

    private Optional<LiveNode> fullest(int slot, List<LiveNode> importers) {
        if (importers.size() > 1 && view.keys().isEmpty()) {
            object(new Step.Measure());
        }
        return importers.stream().max(Comparator.comparingInt(node -> keys().at(node.id(), slot)));
    }

    private void closeOrObject(int slot, LiveNode owner) {
        String goingTo = owner.self().migrating().get(slot);
        if (goingTo == null) {
            return; // it has arrived, and only whom it came from does not know yet
        }
        boolean known = owner.table()
                .byId(goingTo)
                .filter(entry -> !entry.isMyself())
                .map(NodeEntry::id)
                .isPresent();
        if (known && view.byId(goingTo).isEmpty()) {
            object(new Step.Wait(new LostDestination(view, slot, owner, goingTo).sentence(), Step.Limit.PATIENCE));
        } else {
            settle(owner, slot);
        }
    }

    private void settleIfEmpty(int slot, LiveNode importer, LiveNode owner) {
        if (view.keys().isEmpty()) {
            object(new Step.Measure());
            return;
        }
        int keys = keys().at(importer.id(), slot);
        if (keys == 0) {
            settle(importer, slot);
        } else {
            object(new Step.Refuse("slot " + slot + " of " + owner.pod() + " is on its way to another node, but "
                    + importer.pod() + " imports it too and holds " + keys
                    + " of its keys; see them with CLUSTER GETKEYSINSLOT " + slot + " " + keys
                    + " there, delete by ASKING"
                    + " and DEL what does not count, and say CLUSTER SETSLOT " + slot + " STABLE there"));
        }
    }

    /** Nobody claims the slot: it is the importer's, or whose it is said to be, if nobody else holds keys of it. */
    private void orphan(int slot, List<LiveNode> heirs) {
        if (heirs.isEmpty()) {
            return; // an uncovered slot, which is not for this stage to judge
        }
        if (view.keys().isEmpty()) {
            object(new Step.Measure());
            return;
        }
        LiveNode heir = fullest(slot, heirs).orElseThrow();
        int elsewhere = keys().in(slot) - keys().at(heir.id(), slot);
        if (elsewhere == 0) {
            toAdopt.merge(heir.id(), SlotSet.of(slot), SlotSet::plus);
        } else {
            object(new Step.Refuse("nobody owns slot " + slot + "; it should be " + heir.pod() + "'s, but " + elsewhere
                    + " of its keys lie elsewhere; say which copy counts"));
        }
    }

    private void settle(LiveNode node, int slot) {
        toSettle.merge(node.id(), SlotSet.of(slot), SlotSet::plus);
    }

    private void object(Step step) {
        if (objection.isEmpty()) {
            objection = Optional.of(step);
        }
    }

    private SlotKeys keys() {
        return view.keys().orElse(SlotKeys.NONE);
    }

    private NodeRef ref(String id) {
        return view.byId(id).orElseThrow().ref();
    }

    private List<NodeRef> masters() {
        return view.masters().map(LiveNode::ref).toList();
    }
}

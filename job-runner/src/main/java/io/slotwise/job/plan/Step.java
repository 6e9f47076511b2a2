package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The next thing to do, worked out from what all nodes say. */
public sealed interface Step {
    /** A step that asks Redis for something. */
    sealed interface Change extends Step {
        Applied applyTo(Changes redis);

        /** What is being done, for people. */
        String sentence();
    }

    /** Slots for a master. */
    record Assignment(NodeRef master, SlotSet slots) {}

    /** A replica and the master that it shall follow. */
    record Following(NodeRef replica, NodeRef master) {}

    /** How much a node forgets; either way its keys go, and a master that holds keys refuses. */
    enum ResetMode {
        /** Keeps its node id: it will be met again. */
        SOFT,
        /** Takes a new id: it leaves. */
        HARD
    }

    record Meet(NodeRef seed, List<NodeRef> newcomers, long firstEpoch) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.meet(seed, newcomers, firstEpoch);
        }

        @Override
        public String sentence() {
            return "introducing " + pods(newcomers) + " to " + seed.pod();
        }
    }

    record AssignSlots(List<Assignment> assignments) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.assign(assignments);
        }

        @Override
        public String sentence() {
            return "assigning slots to "
                    + pods(assignments.stream().map(Assignment::master).toList());
        }
    }

    record Settle(NodeRef node, SlotSet slots) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.settle(node, slots);
        }

        @Override
        public String sentence() {
            return "closing slots " + slots + " on " + node.pod();
        }
    }

    /**
     * After a failover of the source, the importing node knows no owner of the slot: it does not listen to news of slots
     * that it imports, and refuses every command until it is told.
     */
    record Rebind(NodeRef importer, NodeRef owner, SlotSet slots) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.rebind(importer, owner, slots);
        }

        @Override
        public String sentence() {
            return "telling " + importer.pod() + " that " + owner.pod() + " owns slots " + slots;
        }
    }

    /** A node has copies of slots that are not open: they are opened there, and go there. */
    record Reopen(NodeRef importer, NodeRef owner, SlotSet slots) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.reopen(importer, owner, slots);
        }

        @Override
        public String sentence() {
            return "opening slots " + slots + " of " + owner.pod() + " at " + importer.pod()
                    + ", which took over from where copies of them were going";
        }
    }

    record Adopt(NodeRef importer, SlotSet slots, List<NodeRef> others) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.adopt(importer, slots, others);
        }

        @Override
        public String sentence() {
            return "finishing the hand-over of slots " + slots + " to " + importer.pod();
        }
    }

    /** Why slots move. */
    enum Cause {
        /** An earlier run, or another tool, left them open. */
        INTERRUPTED,
        PLANNED
    }

    record MoveSlots(List<Move> moves, List<NodeRef> masters, Cause cause) implements Change {
        public MoveSlots {
            moves = List.copyOf(moves);
        }

        @Override
        public Applied applyTo(Changes redis) {
            return redis.move(moves, masters);
        }

        @Override
        public String sentence() {
            String what = cause == Cause.INTERRUPTED ? "finishing the interrupted move of " : "moving ";
            return what + moves.size() + " slots from "
                    + pods(moves.stream().map(Move::from).distinct().toList()) + " to "
                    + pods(moves.stream().map(Move::to).distinct().toList());
        }
    }

    record CancelImports(NodeRef node) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.cancelImports(node);
        }

        @Override
        public String sentence() {
            return "cancelling an import of " + node.pod() + "'s that fails over and over, or whose source may be away";
        }
    }

    record Replicate(List<Following> followings) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.replicate(followings);
        }

        @Override
        public String sentence() {
            return followings.stream()
                    .map(f -> f.replica().pod() + " follows " + f.master().pod())
                    .collect(Collectors.joining(", "));
        }
    }

    record Failover(NodeRef replica, NodeRef master) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.failover(replica);
        }

        @Override
        public String sentence() {
            return replica.pod() + " takes over from " + master.pod();
        }
    }

    /** A replica takes the place of a master that is gone and had no slots yet; the owners' slots were on their way to it. */
    record TakeOver(String gone, List<NodeRef> replicas, List<NodeRef> owners) implements Change {
        public TakeOver {
            replicas = List.copyOf(replicas);
            owners = List.copyOf(owners);
        }

        @Override
        public Applied applyTo(Changes redis) {
            return redis.takeOver(gone, replicas, owners);
        }

        @Override
        public String sentence() {
            return String.join(" or ", replicas.stream().map(NodeRef::pod).toList())
                    + " takes over from node " + gone + ", which is gone with slots of " + pods(owners)
                    + " on their way to it";
        }
    }

    record Forget(Set<String> ids, List<NodeRef> at) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.forget(ids, at);
        }

        @Override
        public String sentence() {
            return "striking dead or leaving nodes "
                    + ids.stream()
                            .map(id -> id.substring(0, Math.min(8, id.length())))
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + " from " + at.size() + " node tables";
        }
    }

    record Reset(List<NodeRef> nodes, ResetMode mode) implements Change {
        @Override
        public Applied applyTo(Changes redis) {
            return redis.reset(nodes, mode);
        }

        @Override
        public String sentence() {
            return "resetting " + pods(nodes);
        }
    }

    /** How long a wait may last. */
    enum Limit {
        /** As long as the job may. */
        JOB,
        /** A shorter while, after which the job refuses: a node may come back by itself, or is gone. */
        PATIENCE
    }

    /** Nothing to do until what is there has changed by itself. */
    record Wait(String reason, Limit limit) implements Step {}

    /**
     * Nodes that leave go on answering for a while: a client learns only from a redirect that a slot is elsewhere now, and
     * a node that is out of the cluster does not redirect.
     */
    record Linger(Set<String> ids) implements Step {}

    /** The plan needs the keys per slot. */
    record Measure() implements Step {}

    /** The plan needs to know how busy nodes are and how fast they fill, which takes a second look. */
    record Watch() implements Step {}

    /** It must not be done; the sentence says why, with numbers, and what to do. */
    record Refuse(String sentence) implements Step {}

    /** Everything is as it should be. */
    record Done() implements Step {}

    private static String pods(List<NodeRef> nodes) {
        return nodes.stream().map(NodeRef::pod).collect(Collectors.joining(", "));
    }
}

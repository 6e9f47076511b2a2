package io.slotwise.job.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One master gives slots, its highest first, until another owns as many as wanted. */
final class GivePlan {
    private final Goal.Give goal;
    private final ClusterView view;

    private GivePlan(Goal.Give goal, ClusterView view) {
        this.goal = goal;
        this.view = view;
    }

    static Step next(Goal.Give goal, ClusterView view) {
        return MovePlan.next(view, new GivePlan(goal, view)::give);
    }

    private Optional<Step> give() {
        Optional<String> split = split(goal.fromShard()).or(() -> split(goal.toShard()));
        if (split.isPresent()) {
            return refuse(split.get());
        }
        Optional<LiveNode> from = master(goal.from(), goal.fromShard());
        Optional<LiveNode> to = master(goal.to(), goal.toShard());
        if (from.isEmpty() || to.isEmpty()) {
            return refuse((from.isEmpty() ? goal.from() : goal.to())
                    + " is neither a master nor a replica of one in this cluster");
        }
        int missing = goal.untilSlots() - to.get().slots().size();
        if (missing <= 0) {
            return Optional.empty(); // who gave its last slot may follow the receiver now
        }
        if (from.equals(to)) {
            return refuse(goal.from() + " and " + goal.to() + " belong to the same master");
        }
        int there = from.get().slots().size();
        if (missing > there) {
            return refuse(to.get().pod() + " lacks " + missing + " slots to own " + goal.untilSlots() + ", but "
                    + from.get().pod() + " owns only " + there);
        }
        return view.keys().isEmpty()
                ? Optional.of(new Step.Measure())
                : MovePlan.step(view, moves(from.get(), to.get(), missing));
    }

    /** Who has the shard's slots: a master that has lost them all to its replica need not have become one itself. */
    private Optional<LiveNode> master(String name, Set<String> shard) {
        return owners(shard).findFirst().or(() -> view.shardOf(name));
    }

    private Stream<LiveNode> owners(Set<String> shard) {
        return view.actives().stream().filter(node -> shard.contains(node.pod()));
    }

    /** Two owners come of one shard when a master stands still just as it is handed slots: it keeps those. */
    private Optional<String> split(Set<String> shard) {
        List<LiveNode> owners = owners(shard).toList();
        return owners.size() < 2
                ? Optional.empty()
                : Optional.of(owners.stream()
                                .map(node ->
                                        node.pod() + " with " + node.slots().size() + " slots")
                                .collect(Collectors.joining(" and "))
                        + " were one shard when this began and are several masters after a failover; move the slots of"
                        + " one of them to the other with reshard --from --to, then run this again");
    }

    private static List<Move> moves(LiveNode from, LiveNode to, int count) {
        return from.slots().stream()
                .skip(from.slots().size() - (long) count)
                .mapToObj(slot -> new Move(slot, from.ref(), to.ref()))
                .toList();
    }

    private static Optional<Step> refuse(String sentence) {
        return Optional.of(new Step.Refuse(sentence));
    }
}

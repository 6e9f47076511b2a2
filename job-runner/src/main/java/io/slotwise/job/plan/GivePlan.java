package io.slotwise.job.plan;

import java.util.List;
import java.util.Optional;

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
        Optional<LiveNode> from = view.shardOf(goal.from());
        Optional<LiveNode> to = view.shardOf(goal.to());
        if (from.isEmpty() || to.isEmpty()) {
            return refuse((from.isEmpty() ? goal.from() : goal.to())
                    + " is neither a master nor a replica of one in this cluster");
        }
        if (from.equals(to)) {
            return refuse(goal.from() + " and " + goal.to() + " belong to the same master");
        }
        int missing = goal.untilSlots() - to.get().slots().size();
        int there = from.get().slots().size();
        if (missing > there) {
            return refuse(to.get().pod() + " lacks " + missing + " slots to own " + goal.untilSlots() + ", but "
                    + from.get().pod() + " owns only " + there);
        }
        if (missing <= 0) {
            return Optional.empty();
        }
        return view.keys().isEmpty()
                ? Optional.of(new Step.Measure())
                : MovePlan.step(view, moves(from.get(), to.get(), missing));
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

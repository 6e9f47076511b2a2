package io.slotwise.job.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Slots go to the shards they were meant for, from wherever they are. */
final class PlacePlan {
    private final Goal.Place goal;
    private final ClusterView view;

    private PlacePlan(Goal.Place goal, ClusterView view) {
        this.goal = goal;
        this.view = view;
    }

    static Step next(Goal.Place goal, ClusterView view) {
        return MovePlan.next(view, new PlacePlan(goal, view)::place);
    }

    private Optional<Step> place() {
        Optional<String> lost = goal.podBySlot().values().stream()
                .filter(pod -> view.shardOf(pod).isEmpty())
                .findFirst();
        if (lost.isPresent()) {
            return Optional.of(
                    new Step.Refuse(lost.get() + " is neither a master nor a replica of one in this cluster any more"));
        }
        List<Move> moves = new ArrayList<>();
        goal.podBySlot().forEach((slot, pod) -> {
            LiveNode to = view.shardOf(pod).orElseThrow();
            view.claimants(slot).stream()
                    .filter(owner -> !owner.equals(to))
                    .forEach(owner -> moves.add(new Move(slot, owner.ref(), to.ref())));
        });
        return moves.isEmpty() || view.keys().isPresent()
                ? MovePlan.step(view, moves)
                : Optional.of(new Step.Measure());
    }
}

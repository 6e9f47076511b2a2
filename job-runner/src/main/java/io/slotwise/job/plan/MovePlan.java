package io.slotwise.job.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A job that moves slots and changes nothing else: mend what is open, move, see that all agree. */
final class MovePlan {
    private MovePlan() {}

    /**
     * The next step.
     *
     * @param planned what to do on sound ground
     */
    static Step next(ClusterView view, Supplier<Optional<Step>> planned) {
        return Stages.first(
                () -> Reachability.step(view, silent -> false),
                () -> Addresses.step(view),
                () -> Membership.required(view, view.live()),
                () -> Strangers.step(view, view.live()),
                () -> OpenSlots.unclaimed(view),
                () -> Agreement.step(view.live()),
                () -> OpenSlots.step(view),
                () -> Coverage.step(view),
                planned,
                () -> Agreement.healthy(view.live()));
    }

    /** Why moves must not be made, what has to be put right first, or what has to be known before that can be said. */
    static Optional<Step> objection(ClusterView view, List<Move> moves) {
        return Stranded.step(view)
                .or(() -> view.means().objection().<Step>map(Step.Refuse::new))
                .or(() -> Room.objection(view, moves))
                .or(() -> Effort.objection(view, moves));
    }

    /** Makes moves, if there are any and they fit. */
    static Optional<Step> step(ClusterView view, List<Move> moves) {
        if (moves.isEmpty()) {
            return Optional.empty();
        }
        return objection(view, moves)
                .or(() -> Optional.of(new Step.MoveSlots(
                        moves, view.masters().map(LiveNode::ref).toList(), Step.Cause.PLANNED)));
    }
}

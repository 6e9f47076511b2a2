package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.Optional;

/** Every slot has an owner that answers. A hole is never filled by guessing: its data may come back with a node. */
final class Coverage {
    private Coverage() {}

    static Optional<Step> step(ClusterView view) {
        SlotSet holes = SlotSet.ALL.minus(view.covered());
        return holes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Step.Wait(
                        holes.size() + " of " + SlotSet.COUNT + " slots have no owner that answers (" + holes
                                + "); bring their master back, or assign them by hand if their data are given up",
                        Step.Limit.PATIENCE));
    }
}

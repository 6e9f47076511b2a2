package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A bootstrap from what is there: introduce, mend, give out the slots if nobody has any, arrange replicas. */
final class BootstrapPlan {
    private final Goal.Bootstrap goal;
    private final ClusterView view;

    private BootstrapPlan(Goal.Bootstrap goal, ClusterView view) {
        this.goal = goal;
        this.view = view;
    }

    static Step next(Goal.Bootstrap goal, ClusterView view) {
        BootstrapPlan plan = new BootstrapPlan(goal, view);
        return Stages.first(
                () -> Reachability.step(view, silent -> false),
                plan::enough,
                () -> Addresses.step(view),
                () -> Membership.join(view, view.live()),
                () -> Strangers.step(view, view.live()),
                () -> Strangers.strike(view, view.live()),
                () -> Agreement.step(view.live()),
                () -> OpenSlots.step(view),
                plan::firstSlots,
                () -> Coverage.step(view),
                () -> Arrangement.step(view, view.live(), goal.replicas(), Optional.empty(), goal.machines()),
                () -> Arrangement.inSync(view.live()),
                () -> Agreement.healthy(view.live()));
    }

    private Optional<Step> enough() {
        int needed = (goal.masters() + 1) * (goal.replicas() + 1);
        return view.actives().isEmpty() && view.live().size() < needed
                ? Optional.of(new Step.Refuse(
                        goal.masters() + " masters and a standby, each with " + goal.replicas() + " replicas, need "
                                + needed + " nodes, but " + view.live().size() + " were named"))
                : Optional.empty();
    }

    /**
     * Gives out the slots of a cluster that has none yet, or goes on doing so where an earlier run was stopped: then what is
     * owned is exactly some of the even ranges, and no key lies outside.
     */
    private Optional<Step> firstSlots() {
        List<SlotSet> ranges = evenRanges(goal.masters());
        List<SlotSet> owned = view.actives().stream().map(LiveNode::slots).toList();
        List<SlotSet> missing =
                ranges.stream().filter(range -> !owned.contains(range)).toList();
        if (missing.isEmpty() || !ranges.containsAll(owned)) {
            return Optional.empty();
        }
        List<LiveNode> free = view.masters()
                .filter(LiveNode::isEmptyMaster)
                .filter(node -> node.facts().keys() == 0)
                .toList();
        if (free.size() < missing.size()) {
            return Optional.of(new Step.Refuse(missing.size() + " ranges of slots have no owner, but only "
                    + free.size() + " empty masters are there to take them"));
        }
        List<Step.Assignment> assignments = new ArrayList<>();
        Iterator<LiveNode> next = goal.machines().apart(free, view.actives()).iterator();
        missing.forEach(range -> assignments.add(new Step.Assignment(next.next().ref(), range)));
        return Optional.of(new Step.AssignSlots(assignments));
    }

    static List<SlotSet> evenRanges(int masters) {
        return IntStream.range(0, masters)
                .mapToObj(i -> SlotSet.range(i * SlotSet.COUNT / masters, (i + 1) * SlotSet.COUNT / masters - 1))
                .toList();
    }
}

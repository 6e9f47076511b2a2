package io.slotwise.job.plan;

import java.util.Optional;

/**
 * A planned failover: nothing is open, the replica has all that its master has, then it takes over and all agree. Who owns
 * nothing is not waited for: it may be the master that was, which has ended.
 */
final class FailoverPlan {
    private final Goal.Failover goal;
    private final ClusterView view;

    private FailoverPlan(Goal.Failover goal, ClusterView view) {
        this.goal = goal;
        this.view = view;
    }

    static Step next(Goal.Failover goal, ClusterView view) {
        return Stages.first(
                () -> Reachability.step(
                        view, silent -> Reachability.slotsOf(view, silent).isEmpty()),
                () -> Addresses.step(view),
                () -> Membership.required(view, view.live()),
                () -> Agreement.step(view.live()),
                () -> OpenSlots.step(view),
                () -> Coverage.step(view),
                new FailoverPlan(goal, view)::takeOver,
                () -> Arrangement.inSync(view.live()),
                () -> Agreement.healthy(view.live()));
    }

    private Optional<Step> takeOver() {
        Optional<LiveNode> successor = view.byPod(goal.to());
        if (successor.isEmpty()) {
            return Optional.of(new Step.Refuse(goal.to() + " was not named; name it with --node"));
        }
        return successor.filter(node -> !node.isMaster()).map(this::from);
    }

    private Step from(LiveNode replica) {
        Optional<LiveNode> master = view.masterOf(replica);
        if (master.isEmpty()) {
            return new Step.Refuse(replica.pod() + " follows no master that answers; run heal first");
        }
        return replica.isInSync()
                ? new Step.Failover(replica.ref(), master.get().ref())
                : new Step.Wait(replica.pod() + " is still copying from its master", Step.Limit.JOB);
    }
}

package io.slotwise.job;

import io.slotwise.job.lease.Holder;
import io.slotwise.job.lease.Lease;
import io.slotwise.job.move.MoveLimits;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.redis.Address;
import io.slotwise.job.redis.RedisCluster;
import io.slotwise.job.resp.Access;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One job on one cluster.
 *
 * @param goal what to achieve
 * @param nodes every node of the cluster
 * @param access how connections to them are opened
 * @param limits how long it may take
 * @param moveLimits how much is moved at once
 * @param holder who runs it
 */
record Job(Goal goal, List<Address> nodes, Access access, Limits limits, MoveLimits moveLimits, Holder holder) {
    Job(Goal goal, List<Address> nodes, Access access, Limits limits, MoveLimits moveLimits) {
        this(goal, nodes, access, limits, moveLimits, Holder.here("job"));
    }

    /** Runs it to its end, or to the next safe place after {@code stop} was given. */
    Outcome run(Pace pace, StopSignal stop, List<JobListener> listeners) {
        BooleanSupplier inTime = () -> pace.elapsed().compareTo(limits.job()) < 0;
        Tally tally = new Tally(
                listeners,
                () -> {
                    stop.awaitResume(pace);
                    return !stop.isGiven() && inTime.getAsBoolean();
                },
                () -> stop.isGivenOrPaused() || !inTime.getAsBoolean());
        listeners.forEach(JobListener::started);
        Outcome outcome;
        try (Lease lease = new Lease(access, holder, stop::obey);
                RedisCluster cluster = new RedisCluster(nodes, lease, moveLimits, tally)) {
            ClusterView before = cluster.read();
            Outcome first = new Convergence(goal, cluster, limits, pace, stop, tally, listeners).run();
            outcome =
                    stop.reason().filter(StopSignal.Reason.ROLLED_BACK::equals).isPresent()
                            ? new RollBack(before, limits, pace, listeners).run(nodes, lease, moveLimits)
                            : first;
        }
        listeners.forEach(listener -> listener.ended(outcome, tally.progress()));
        return outcome;
    }
}

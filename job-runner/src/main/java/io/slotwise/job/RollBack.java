package io.slotwise.job;

import io.slotwise.job.lease.Lease;
import io.slotwise.job.move.MoveLimits;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.redis.Address;
import io.slotwise.job.redis.RedisCluster;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings slots back to the shards that owned them when a job began.
 *
 * @param before what was there then
 * @param limits how long it may take
 * @param pace the job's time
 * @param listeners who is told
 */
record RollBack(ClusterView before, Limits limits, Pace pace, List<JobListener> listeners) {
    Outcome run(List<Address> nodes, Lease lease, MoveLimits moveLimits) {
        StopSignal stop = new StopSignal();
        Tally tally = new Tally(listeners, () -> pace.elapsed().compareTo(limits.job()) < 0);
        try (RedisCluster cluster = new RedisCluster(nodes, lease, moveLimits, tally)) {
            Outcome back = new Convergence(
                            new Goal.Place(owners(cluster.read())), cluster, limits, pace, stop, tally, listeners)
                    .run();
            return back instanceof Outcome.Done
                    ? new Outcome.Failed("cancelled; " + tally.progress().slotsDone() + " slots went back")
                    : back;
        }
    }

    /** The former pod of each slot that has another owner now, or is open. */
    private Map<Integer, String> owners(ClusterView now) {
        SlotSet open = now.open();
        Map<Integer, String> pods = new TreeMap<>();
        before.masters()
                .forEach(owner -> owner.slots().stream()
                        .filter(slot ->
                                now.claimants(slot).stream().map(LiveNode::id).noneMatch(owner.id()::equals)
                                        || open.contains(slot))
                        .forEach(slot -> pods.put(slot, owner.pod())));
        return pods;
    }
}

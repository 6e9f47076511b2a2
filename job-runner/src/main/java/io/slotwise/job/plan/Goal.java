package io.slotwise.job.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a job shall achieve. */
public sealed interface Goal {
    /** The next step from what is there. */
    Step next(ClusterView view);

    /**
     * All nodes in one cluster, every slot owned, each active master and one empty master with its replicas.
     *
     * @param masters active masters of a cluster that has no slots yet
     * @param replicas replicas of each master
     * @param machines what keeps the nodes of a shard apart
     */
    record Bootstrap(int masters, int replicas, Machines machines) implements Goal {
        public Bootstrap(int masters, int replicas) {
            this(masters, replicas, Machines.UNKNOWN);
        }

        @Override
        public Step next(ClusterView view) {
            return BootstrapPlan.next(this, view);
        }
    }

    /**
     * A standby, or a lightly loaded master, owns its fair share.
     *
     * @param to a pod of the shard that receives
     * @param relieve a pod of the shard to relieve; it counts as no less loaded than any other
     * @param cpuPercent CPU of masters, by pod, 0 or more
     */
    record Reshard(String to, Optional<String> relieve, Map<String, Double> cpuPercent) implements Goal {
        public Reshard {
            cpuPercent = Map.copyOf(cpuPercent);
        }

        @Override
        public Step next(ClusterView view) {
            return ReshardPlan.next(this, view);
        }
    }

    /**
     * A master owns at least so many slots. The number is absolute, so that a run that is started again goes on to the same
     * end.
     *
     * @param from a pod of the shard that gives
     * @param to a pod of the shard that receives
     * @param untilSlots how many slots the receiver owns in the end, 0 to 16,384
     * @param fromShard pods of the shard that gives, as it was when the job began
     * @param toShard pods of the shard that receives, as it was when the job began
     */
    record Give(String from, String to, int untilSlots, Set<String> fromShard, Set<String> toShard) implements Goal {
        public Give {
            fromShard = Set.copyOf(fromShard);
            toShard = Set.copyOf(toShard);
        }

        /** With the shards that there are now. */
        public static Give now(ClusterView view, String from, String to, int untilSlots) {
            return new Give(from, to, untilSlots, view.podsWith(from), view.podsWith(to));
        }

        @Override
        public Step next(ClusterView view) {
            return GivePlan.next(this, view);
        }
    }

    /** No slot is open, each replica follows a master that lives, no table holds dead nodes without slots. */
    record Heal() implements Goal {
        @Override
        public Step next(ClusterView view) {
            return HealPlan.next(view);
        }
    }

    /**
     * A pod is the master of its shard.
     *
     * @param to that pod
     */
    record Failover(String to) implements Goal {
        @Override
        public Step next(ClusterView view) {
            return FailoverPlan.next(this, view);
        }
    }

    /**
     * Slots are where they were worked out to be.
     *
     * @param podBySlot for each slot that shall go somewhere a pod of the shard that receives it, in the order of moving
     */
    record Place(Map<Integer, String> podBySlot) implements Goal {
        public Place {
            podBySlot = Collections.unmodifiableMap(new LinkedHashMap<>(podBySlot));
        }

        @Override
        public Step next(ClusterView view) {
            return PlacePlan.next(this, view);
        }
    }

    /**
     * Fewer active masters, all on pods that stay, one of the staying masters empty; the leaving pods are out.
     *
     * @param masters active masters afterwards
     * @param replicas replicas of each master afterwards
     * @param empty a pod of the shard to empty
     * @param leaving pods that go away
     * @param machines what keeps the nodes of a shard apart
     */
    record Drain(int masters, int replicas, Optional<String> empty, Set<String> leaving, Machines machines)
            implements Goal {
        public Drain {
            leaving = Set.copyOf(leaving);
        }

        public Drain(int masters, int replicas, Optional<String> empty, Set<String> leaving) {
            this(masters, replicas, empty, leaving, Machines.UNKNOWN);
        }

        @Override
        public Step next(ClusterView view) {
            return DrainPlan.next(this, view);
        }
    }
}

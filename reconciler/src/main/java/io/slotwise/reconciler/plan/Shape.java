package io.slotwise.reconciler.plan;

/**
 * The size of a cluster.
 *
 * @param masters active masters, at least 1, the standby not counted
 * @param replicas replicas of each master, 0 or more
 */
public record Shape(int masters, int replicas) {
    public Shape {
        if (masters < 1 || replicas < 0) {
            throw new IllegalArgumentException(
                    "a cluster has at least 1 master and 0 replicas, not " + masters + " and " + replicas);
        }
    }

    /** How many pods it takes: a shard for each active master and one for the standby. */
    public int pods() {
        return (masters + 1) * shard();
    }

    /** Pods of one shard: a master and its replicas. */
    public int shard() {
        return replicas + 1;
    }

    public Shape with(int otherMasters) {
        return new Shape(otherMasters, replicas);
    }

    /** The most masters, the standby not counted, that so many pods can carry. */
    public int mastersOf(int pods) {
        return pods / shard() - 1;
    }
}

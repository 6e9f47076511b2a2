package io.slotwise.reconciler;

import io.slotwise.model.ClusterKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the last turns of each cluster ended. A turn that goes well makes up for those before it. */
final class RecentTurns {
    private static final int MANY = 20;

    private final Map<ClusterKey, Integer> failuresInRow = new HashMap<>();
    private final Set<ClusterKey> gone = new HashSet<>();

    synchronized void wentWell(ClusterKey cluster) {
        if (gone.remove(cluster)) {
            failuresInRow.remove(cluster);
        } else {
            failuresInRow.put(cluster, 0);
        }
    }

    synchronized void failed(ClusterKey cluster) {
        failuresInRow.merge(cluster, 1, Integer::sum);
    }

    /** The turn that is being taken finds the cluster gone, and is the last one of it. */
    synchronized void lost(ClusterKey cluster) {
        gone.add(cluster);
    }

    /**
     * What is wrong when at least half of the clusters do not get on, and it was tried often enough. A few that fail among
     * others that do not are no reason for a restart.
     */
    synchronized Optional<String> problem() {
        long failing =
                failuresInRow.values().stream().filter(turns -> turns > 0).count();
        int failures =
                failuresInRow.values().stream().mapToInt(Integer::intValue).sum();
        return failures >= MANY && failing * 2 >= failuresInRow.size()
                ? Optional.of("the last turns of " + failing + " of " + failuresInRow.size() + " clusters failed, "
                        + failures + " in all")
                : Optional.empty();
    }
}

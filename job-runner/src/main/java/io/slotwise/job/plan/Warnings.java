package io.slotwise.job.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What works but is not as it should be, in sentences. */
final class Warnings {
    /** A master may carry this much more than the mean. */
    private static final double UNEVEN = 1.25;
    /** Fewer keys to a master than this say nothing of its load. */
    private static final long FEW_KEYS = 1000;

    private Warnings() {}

    static List<String> in(ClusterView view) {
        List<String> found = new ArrayList<>();
        List<LiveNode> actives = view.actives();
        replicas(view, actives, found);
        long keys = actives.stream().mapToLong(node -> node.facts().keys()).sum();
        if (keys >= FEW_KEYS * actives.size()) {
            uneven(actives, "keys", node -> node.facts().keys(), found);
            uneven(actives, "bytes of data", node -> node.facts().datasetBytes(), found);
        }
        found.addAll(Stranded.unmarked(view));
        return found;
    }

    private static void replicas(ClusterView view, List<LiveNode> actives, List<String> found) {
        long most = actives.stream()
                .mapToLong(master -> followers(view, master))
                .max()
                .orElse(0);
        for (LiveNode master : actives) {
            long have = followers(view, master);
            if (have == 0 && most > 0) {
                found.add(master.pod() + " has no replica, another master has " + most);
            } else if (have < most) {
                found.add(master.pod() + " has " + have + " replicas, another master has " + most);
            }
        }
    }

    static long followers(ClusterView view, LiveNode master) {
        return view.live().stream().filter(node -> node.follows(master)).count();
    }

    private static void uneven(
            List<LiveNode> actives, String what, ToLongFunction<LiveNode> amount, List<String> found) {
        double mean = actives.stream().mapToLong(amount).average().orElse(0);
        actives.stream()
                .filter(node -> amount.applyAsLong(node) > mean * UNEVEN)
                .forEach(node -> found.add(String.format(
                        Locale.ROOT,
                        "%s holds %d %s, %.0f %% of the mean; see rebalance",
                        node.pod(),
                        amount.applyAsLong(node),
                        what,
                        100.0 * amount.applyAsLong(node) / mean)));
    }
}

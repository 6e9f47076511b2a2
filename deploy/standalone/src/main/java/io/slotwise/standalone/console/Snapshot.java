package io.slotwise.standalone.console;

import io.slotwise.model.Reason;
import io.slotwise.standalone.console.view.ClusterView;
import io.slotwise.standalone.console.view.ConsoleState;
import io.slotwise.standalone.console.view.Rejections;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that a browser needs to begin with.
 *
 * @param now the console's clock, so that ages do not depend on the browser's
 * @param feed how the console stands with Kafka
 * @param points points a browser may hold for a cluster before it asks for everything anew
 * @param decisions decisions a browser keeps for a cluster
 * @param clusters the clusters, by name
 * @param rejections the records that were set aside
 * @param reasons each reason's half-sentence for people
 */
record Snapshot(
        Instant now,
        FeedStatus feed,
        int points,
        int decisions,
        List<ClusterView> clusters,
        Rejections rejections,
        Map<String, String> reasons) {
    private static final Map<String, String> REASONS = Arrays.stream(Reason.values())
            .collect(Collectors.toMap(Reason::name, Reason::text, (one, other) -> one, TreeMap::new));

    static Snapshot of(ConsoleState state, FeedStatus feed, Instant now) {
        return new Snapshot(
                now,
                feed,
                2 * state.limits().points(),
                state.limits().decisions(),
                state.clusters(),
                state.rejections(),
                REASONS);
    }
}

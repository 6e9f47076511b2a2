package io.slotwise.standalone.console.view;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a browser that holds the state before a change must hear to hold the state after it; its JSON is sent as it is. */
public sealed interface Update {
    /** The name of the event that carries it. */
    default String event() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** A cluster is to be shown that was not shown before. */
    record Appeared(ClusterView view) implements Update {}

    /** A cluster is no longer to be shown. */
    record Gone(ClusterKey cluster) implements Update {}

    /** Take these in the place of the former ones. */
    record Described(ClusterKey cluster, ClusterRecord record, List<Band> operations) implements Update {}

    /** Take the sample in the place of the former one, and the point behind the others, when there is one. */
    record Sampled(ClusterKey cluster, Sample sample, Optional<Point> point) implements Update {}

    /** Put the decision among the others; one with the same id goes. */
    record Decided(ClusterKey cluster, Decision decision) implements Update {}

    /** Take the intent in the place of the former one. */
    record Intended(ClusterKey cluster, Intent intent) implements Update {}

    /** Take these in the place of the former ones. */
    record Ran(ClusterKey cluster, List<JobRun> runs) implements Update {}

    /** Take these in the place of the former ones. */
    record Rejected(Rejections rejections) implements Update {}
}

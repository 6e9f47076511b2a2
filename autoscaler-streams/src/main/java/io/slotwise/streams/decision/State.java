package io.slotwise.streams.decision;

import io.slotwise.model.ClusterRecord;
import java.util.Optional;

/**
 * All that is known of one cluster before the next sample.
 *
 * @param cluster what the reconciler said last
 * @param watch what is remembered from earlier samples; changes with each
 * @param learned what was learned over days; changes seldom
 */
public record State(Optional<ClusterRecord> cluster, Watch watch, Learned learned) {
    public static final State UNKNOWN = new State(Optional.empty(), Watch.NEW, Learned.NOTHING);

    /** The state after the reconciler's newest word. */
    public State learn(ClusterRecord next) {
        Watch known = watch;
        if (cluster.filter(before -> before.generation() != next.generation()).isPresent()) {
            known = known.answered(cluster.get().masters(), next.masters());
        }
        if (cluster.flatMap(ClusterRecord::operation).isPresent()
                && next.operation().isEmpty()) {
            known = known.quiet(next.at());
        }
        return new State(Optional.of(next), known, learned);
    }

    /** With the reconciler's word as it was remembered, from which nothing follows. */
    public State knowing(ClusterRecord remembered) {
        return new State(Optional.of(remembered), watch, learned);
    }

    public State with(Watch next) {
        return new State(cluster, next, learned);
    }

    public State with(Learned next) {
        return new State(cluster, watch, next);
    }
}

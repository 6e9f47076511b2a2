package io.slotwise.reconciler.turn;

import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.objects.WorkJob;
import io.slotwise.reconciler.plan.Operation;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * The id by which a scaling is followed: that of the decision it came from, or, when nobody decided it, the cluster and when
 * it began. It stands in the status beside the operation, in its jobs, in their events, and in each line of the log.
 */
final class Correlation {
    static final String ANNOTATION = WorkJob.CORRELATION;

    private static final String KEY = "correlation";

    private Correlation() {}

    /** That of an operation which is under way or about to begin. What follows at once on another one is part of it. */
    static String of(RedisCluster cluster, Operation operation) {
        return cluster.statusOrNew()
                .underWay()
                .map(RedisClusterStatus.Operation::correlation)
                .filter(written -> !written.isEmpty())
                .or(() -> decided(cluster, operation))
                .orElseGet(() -> cluster.key() + "@" + operation.since());
    }

    /** What an intent brought along, as long as nobody has changed the spec since. */
    private static Optional<String> decided(RedisCluster cluster, Operation operation) {
        Map<String, String> annotations =
                Optional.ofNullable(cluster.getMetadata().getAnnotations()).orElse(Map.of());
        String intended = cluster.key() + "@" + (cluster.getMetadata().getGeneration() - 1);
        boolean isScaling = operation.kind() == Kind.RESHARD || operation.kind() == Kind.DRAIN;
        return isScaling && intended.equals(annotations.get(Intents.ID))
                ? Optional.ofNullable(annotations.get(ANNOTATION))
                : Optional.empty();
    }

    /** What is logged on this thread from now on is part of that. */
    static void follow(String correlation) {
        MDC.put(KEY, correlation);
    }

    static void follow(RedisCluster cluster, Optional<Operation> operation) {
        operation.ifPresent(present -> follow(of(cluster, present)));
    }

    /** What is logged on this thread from now on is part of nothing. */
    static void end() {
        MDC.remove(KEY);
    }
}

package io.slotwise.reconciler.turn;

import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.plan.Memory;
import io.slotwise.reconciler.plan.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What a status remembers. What somebody made unreadable by hand is forgotten; the plan finds its way without. */
final class StatusReading {
    private StatusReading() {}

    static Memory memory(RedisClusterStatus status) {
        return new Memory(
                status.initialized() ? Phase.INITIALIZED : Phase.FORMING,
                status.underWay().flatMap(written -> operation(written, status)),
                instant(status.lastJobTime()),
                instant(status.lastScaleTime()),
                status.configuration());
    }

    private static Optional<Operation> operation(RedisClusterStatus.Operation written, RedisClusterStatus status) {
        try {
            return instant(written.since())
                    .filter(since -> written.masters() >= 1 && written.attempts() >= 0)
                    .map(since -> new Operation(
                            Kind.valueOf(written.kind()), since, written.masters(), written.attempts(), pods(status)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Operation.Pods pods(RedisClusterStatus status) {
        return new Operation.Pods(
                status.isResharding() ? status.standbyPod() : "",
                status.overloadedPod(),
                status.podToDrain(),
                status.drainDestPod1(),
                status.drainDestPod2(),
                status.underWay().map(RedisClusterStatus.Operation::pod).orElse(""));
    }

    /** When the object was created, to the second. */
    static Instant created(RedisCluster cluster) {
        return Optional.ofNullable(cluster.getMetadata().getCreationTimestamp())
                .flatMap(StatusReading::instant)
                .orElse(Instant.EPOCH);
    }

    static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package io.slotwise.reconciler.turn;

import io.slotwise.model.ClusterRecord;
import io.slotwise.reconciler.plan.Memory;
import io.slotwise.reconciler.plan.PodState;
import java.util.Comparator;
import java.util.Optional;

/** What the other parts are told of a cluster. */
final class Records {
    private Records() {}

    static ClusterRecord of(Observation observation) {
        Memory memory = observation.observed().memory();
        return new ClusterRecord(
                observation.settings().cluster(),
                observation.observed().now(),
                observation.settings().policy().version(),
                observation.settings().shape().masters(),
                observation.settings().shape().replicas(),
                observation.settings().policy(),
                observation.observed().pods().stream()
                        .filter(pod -> !pod.ip().isEmpty())
                        .sorted(Comparator.comparingInt(PodState::ordinal))
                        .map(pod -> new ClusterRecord.Endpoint(pod.name(), pod.ip(), pod.port()))
                        .toList(),
                memory.phase(),
                memory.operation()
                        .map(operation -> new ClusterRecord.Operation(
                                operation.kind(),
                                operation.since(),
                                operation.detail(),
                                Optional.of(Correlation.of(observation.look().cluster(), operation)))),
                memory.lastScale());
    }

    /** Whether two records say the same, whenever they say it. */
    static boolean same(ClusterRecord one, ClusterRecord other) {
        return one.equals(new ClusterRecord(
                other.cluster(),
                one.at(),
                other.generation(),
                other.masters(),
                other.replicasPerMaster(),
                other.policy(),
                other.endpoints(),
                other.phase(),
                other.operation(),
                other.lastScaleTime()));
    }
}

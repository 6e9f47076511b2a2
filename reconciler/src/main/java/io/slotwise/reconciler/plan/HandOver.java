package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.JobEvent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * Has a replica take over from a master whose pod somebody deleted, as a node that is drained does. The pod waits for that
 * before it lets Redis end; so clients go on, where they would otherwise wait until the others hold the master for dead.
 */
final class HandOver {
    /** Operations that take no harm from a failover in between. */
    private static final Set<Kind> BESIDE = Set.of(Kind.UPDATE, Kind.HEAL);

    private HandOver() {}

    static Optional<Step> next(Wanted wanted, Observed observed) {
        Memory memory = observed.memory();
        boolean mayBegin = memory.phase() == Phase.INITIALIZED
                && memory.operation()
                        .filter(operation -> !BESIDE.contains(operation.kind()))
                        .isEmpty();
        return mayBegin && !wanted.care().isAdopted()
                ? Evidence.latest(wanted, observed)
                        .flatMap(topology -> observed.pods().stream()
                                .filter(pod -> pod.make().life() == PodState.Life.ENDING)
                                .flatMap(pod -> from(pod.name(), wanted, observed, topology).stream())
                                .findFirst())
                : Optional.empty();
    }

    private static Optional<Step> from(String pod, Wanted wanted, Observed observed, Topology topology) {
        return topology.importance(pod) == Updates.Importance.MASTER
                ? topology.followers(pod).stream()
                        .filter(Topology::isInTouch)
                        .map(NodeSample::pod)
                        .filter(replica -> isUsable(replica, observed))
                        .min(Updates.currentFirst(wanted, observed))
                        .map(replica -> to(replica, pod, wanted, observed, topology))
                : Optional.empty();
    }

    private static boolean isUsable(String name, Observed observed) {
        return observed.pods().stream().anyMatch(pod -> pod.name().equals(name) && pod.isUsable());
    }

    private static Step to(String replica, String pod, Wanted wanted, Observed observed, Topology topology) {
        return observed.memory()
                .operation()
                .map(operation -> UnderWay.start(
                        operation,
                        JobEvent.Kind.FAILOVER,
                        wanted,
                        observed,
                        Arguments.failover(wanted, observed, replica)))
                .orElseGet(() -> new Step.Remember(
                        observed.memory()
                                .beginning(Operation.begin(
                                        Kind.UPDATE,
                                        observed.now(),
                                        topology.activeMasters(),
                                        Operation.Pods.updating(pod))),
                        Reason.UPDATING,
                        "pod " + pod + ", a master, was told to end; " + replica + " takes over first"));
    }
}

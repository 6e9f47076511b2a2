package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.JobEvent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes pods anew that are not as the spec wants them: one at a time, replicas first, then the standby, then masters once
 * they have handed over. A master without replicas hands its slots to the standby and is then the standby itself.
 */
final class Updates {
    private static final Duration RECHECK = Duration.ofSeconds(5);

    private Updates() {}

    /**
     * Begins with the next pod on sound ground; empty when every pod is as it should be. A replica that is to be made anew
     * is not waited for, but goes first when it is out of touch: an older server may never be able to follow a newer master.
     */
    static Optional<Step> begin(Wanted wanted, Observed observed, Topology topology) {
        List<PodState> stale =
                observed.pods().stream().filter(pod -> !pod.isCurrent(wanted)).toList();
        if (stale.isEmpty()) {
            return Optional.empty();
        }
        return topology.outOfTouch(pod -> pod.isCurrent(wanted))
                .<Step>map(replica ->
                        new Step.Wait(Reason.UPDATING, replica + " is not in touch with its master yet", RECHECK))
                .or(() -> stale.stream()
                        .min(Comparator.comparing((PodState pod) -> topology.importance(pod.name()))
                                .thenComparing(
                                        pod -> topology.outOfTouch(pod::equals).isEmpty())
                                .thenComparingInt(PodState::ordinal))
                        .map(pod -> begin(pod, stale.size(), observed, topology)));
    }

    private static Step begin(PodState pod, int left, Observed observed, Topology topology) {
        Operation operation = Operation.begin(
                Kind.UPDATE,
                observed.now(),
                Math.max(1, topology.activeMasters()),
                Operation.Pods.updating(pod.name()));
        return new Step.Remember(
                observed.memory().beginning(operation),
                Reason.UPDATING,
                "pod " + pod.name() + ", " + topology.importance(pod.name()).words + ", is made anew; " + left
                        + " pods are not as the spec wants them");
    }

    static Step next(Operation operation, Wanted wanted, Observed observed) {
        String pod = operation.pods().updated();
        boolean isOver = observed.pods().stream().noneMatch(some -> some.name().equals(pod) && !some.isCurrent(wanted));
        if (isOver) {
            return new Step.Remember(
                    observed.memory().afterJob(observed.now()).idle(),
                    Reason.SETTLED,
                    "pod " + pod + " is as the spec wants it");
        }
        return Evidence.of(wanted, observed)
                .orWait(topology -> topology.illness()
                        .<Step>map(illness -> new Step.Wait(Reason.CLUSTER_NOT_OK, illness, RECHECK))
                        .orElseGet(() -> disturb(pod, operation, wanted, observed, topology)));
    }

    private static Step disturb(String pod, Operation operation, Wanted wanted, Observed observed, Topology topology) {
        if (topology.importance(pod) != Importance.MASTER) {
            return new Step.DeletePod(pod, Reason.UPDATING, "pod " + pod + " is made anew");
        }
        List<NodeSample> followers = topology.followers(pod);
        if (followers.isEmpty()) {
            return topology.otherStandby(pod)
                    .map(standby -> UnderWay.start(
                            operation,
                            JobEvent.Kind.RESHARD,
                            wanted,
                            observed,
                            Arguments.give(wanted, observed, topology, pod, standby)))
                    .orElseGet(() -> new Step.Wait(
                            Reason.STANDBY_NOT_READY,
                            pod + " has no replica, and no empty master is there to take its slots",
                            RECHECK));
        }
        return followers.stream()
                .filter(Topology::isInTouch)
                .map(NodeSample::pod)
                .min(currentFirst(wanted, observed))
                .map(successor -> UnderWay.start(
                        operation,
                        JobEvent.Kind.FAILOVER,
                        wanted,
                        observed,
                        Arguments.failover(wanted, observed, successor)))
                .orElseGet(() ->
                        new Step.Wait(Reason.UPDATING, "no replica of " + pod + " is in touch with it yet", RECHECK));
    }

    /** Pods by what would follow each other as master: better one that is not to be made anew itself. */
    static Comparator<String> currentFirst(Wanted wanted, Observed observed) {
        return Comparator.comparing((String replica) -> !isCurrent(replica, wanted, observed))
                .thenComparing(Comparator.naturalOrder());
    }

    private static boolean isCurrent(String name, Wanted wanted, Observed observed) {
        return observed.pods().stream().anyMatch(pod -> pod.name().equals(name) && pod.isCurrent(wanted));
    }

    /**
     * A pod that does not run and is not as the spec wants it is made anew at once, if nothing is lost with it: it never
     * ran, or the cluster serves all slots without it.
     */
    static Optional<Step> replaceBroken(Wanted wanted, Observed observed) {
        return observed.pods().stream()
                .filter(pod -> !pod.isUsable() && !pod.isCurrent(wanted))
                .filter(pod -> pod.make().life() == PodState.Life.NEVER_RAN
                        || (pod.make().life() == PodState.Life.CRASHED && isDispensable(wanted, observed)))
                .min(Comparator.comparingInt(PodState::ordinal))
                .map(pod -> new Step.DeletePod(
                        pod.name(),
                        Reason.POD_REPLACED,
                        "pod " + pod.name() + " does not run (" + pod.make().problem() + ") and is made anew"));
    }

    private static boolean isDispensable(Wanted wanted, Observed observed) {
        return observed.sample()
                .filter(sample -> Evidence.isFresh(sample, wanted, observed.now()))
                .filter(sample ->
                        new Topology(sample, observed.pods()).illness().isEmpty())
                .isPresent();
    }

    /** Says so when the pod that is being made anew does not come back in time. */
    static Optional<Step> stalled(Wanted wanted, Observed observed, String problem) {
        Memory memory = observed.memory();
        return memory.operation()
                .filter(operation -> operation.kind() == Kind.UPDATE)
                .filter(operation -> observed.now()
                        .isAfter(lastTouch(operation, memory).plus(wanted.care().patience())))
                .map(operation -> new Step.Wait(
                        Reason.UPDATE_STALLED,
                        problem + ", " + wanted.care().patience().toSeconds() + " s after pod "
                                + operation.pods().updated()
                                + " was to be made anew; no other pod is touched. Correct the spec, or put it back",
                        Plan.PODS_RECHECK));
    }

    private static Instant lastTouch(Operation operation, Memory memory) {
        return memory.lastJob().filter(last -> last.isAfter(operation.since())).orElse(operation.since());
    }

    /** What a pod's restart costs; the least first. */
    enum Importance {
        REPLICA("a replica"),
        STANDBY("the standby"),
        MASTER("a master");

        private final String words;

        Importance(String words) {
            this.words = words;
        }
    }
}

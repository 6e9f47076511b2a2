package io.slotwise.reconciler.plan;

import io.slotwise.model.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a cluster that someone else deployed may be looked after from now on. Until then nothing is changed, and each
 * objection says what it is, where, and what to do.
 */
final class Adopting {
    private static final Duration RECHECK = Duration.ofSeconds(10);
    private static final int LEAST_MASTERS = 3;

    private Adopting() {}

    static Step next(Wanted wanted, Observed observed) {
        return silent(wanted, observed)
                .map(Adopting::refused)
                .orElseGet(() -> Evidence.of(wanted, observed)
                        .orWait(topology -> objection(wanted, observed, topology)
                                .map(Adopting::refused)
                                .orElseGet(() -> adopted(wanted, observed, topology))));
    }

    private static Step refused(String sentence) {
        return new Step.Wait(Reason.NOT_ADOPTED, sentence, RECHECK);
    }

    private static Step adopted(Wanted wanted, Observed observed, Topology topology) {
        return new Step.Remember(
                observed.memory().formed().idle(),
                Reason.ADOPTED,
                topology.activeMasters() + " masters in " + observed.pods().size()
                        + " pods are looked after from now on; "
                        + (wanted.care().mayScale()
                                ? "their StatefulSet is scaled"
                                : "their StatefulSet is left alone"));
    }

    /** A pod that was asked and gave no answer of a cluster's node. */
    private static Optional<String> silent(Wanted wanted, Observed observed) {
        return observed.sample().filter(sample -> Evidence.isFresh(sample, wanted, observed.now())).stream()
                .flatMap(sample -> observed.pods().stream()
                        .flatMap(pod -> sample
                                .byPod(pod.name())
                                .filter(node -> !node.answered() && node.host().equals(pod.ip()))
                                .map(node -> "pod " + pod.name() + " does not answer at " + pod.address()
                                        + " as a node of a Redis Cluster ("
                                        + node.answer().problem() + "): "
                                        + advice(node.answer().problem()))
                                .stream()))
                .findFirst();
    }

    private static String advice(String problem) {
        return problem.contains("NOAUTH") || problem.contains("WRONGPASS")
                ? "name the Secret with its password in auth"
                : "mend it, narrow podSelector if the pod is none of the cluster's, or correct serviceName if the port is"
                        + " another one";
    }

    private static Optional<String> objection(Wanted wanted, Observed observed, Topology topology) {
        return Stream.<Optional<String>>of(
                        topology.shared(),
                        topology.stranger(),
                        topology.complaint()
                                .map(illness -> illness + ": mend it, for instance with ./slotwise job heal --seed "
                                        + address(observed) + " --yes"),
                        topology.leftOut(),
                        topology.damage()
                                .map(ghost ->
                                        ghost + ": widen podSelector if it leaves pods of the cluster out, or strike"
                                                + " dead nodes with ./slotwise job heal --seed " + address(observed)
                                                + " --yes"),
                        fewMasters(topology),
                        otherMasters(wanted, topology),
                        morePods(wanted, observed, topology))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String address(Observed observed) {
        return observed.pods().stream().map(PodState::address).findFirst().orElse("HOST:PORT");
    }

    private static Optional<String> fewMasters(Topology topology) {
        int masters = topology.activeMasters();
        return masters >= LEAST_MASTERS
                ? Optional.empty()
                : Optional.of(masters + " masters own slots, and a cluster that is looked after has at least "
                        + LEAST_MASTERS + ": give slots to more masters");
    }

    /** Adopting alone moves no slot: a wrong number in a new manifest must not. */
    private static Optional<String> otherMasters(Wanted wanted, Topology topology) {
        int there = topology.activeMasters();
        int asked = wanted.shape().masters();
        return there == asked
                ? Optional.empty()
                : Optional.of(there + " masters own slots and spec.masters is " + asked + ": set masters to " + there
                        + ", and change it once the cluster is adopted");
    }

    /** Nor does it take away replicas. */
    private static Optional<String> morePods(Wanted wanted, Observed observed, Topology topology) {
        Shape shape = wanted.shape();
        int pods = (int) observed.pods().stream()
                .filter(pod -> topology.isMember(pod.name()))
                .count();
        return pods <= shape.pods()
                ? Optional.empty()
                : Optional.of(pods + " pods are members, and " + shape.masters()
                        + " masters and a standby, each with " + shape.replicas() + " replicas, take " + shape.pods()
                        + ": raise replicasPerMaster, which is " + shape.replicas());
    }
}

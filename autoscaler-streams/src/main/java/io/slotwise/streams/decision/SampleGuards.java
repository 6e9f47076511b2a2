package io.slotwise.streams.decision;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether a sample may be judged at all: is it new, was the cluster left alone while it was taken, did everybody answer,
 * and does the cluster say that it is well?
 */
final class SampleGuards {
    /** Those after which the sample is as if it had never come: what was remembered stays. */
    static final List<Guard<Situation>> OF_TIME = List.of(
            new Guard<>(
                    Reason.SAMPLE_OUT_OF_ORDER,
                    "the sample is not newer than the newest one judged",
                    s -> s.watch()
                            .lastSample()
                            .filter(last -> !s.at().isAfter(last))
                            .isPresent(),
                    s -> "The sample of " + s.at() + " is not newer than the one judged before it ("
                            + s.watch().lastSample().orElse(s.at()) + "). A newer sample must come."),
            new Guard<>(
                    Reason.CLOCK_AHEAD,
                    "the sample is dated more than one metricsQueryInterval ahead of the clock",
                    s -> s.at().isAfter(s.now().plus(s.interval())),
                    s -> "The sample is dated " + s.at() + ", " + Words.duration(Duration.between(s.now(), s.at()))
                            + " ahead of this clock (" + s.now()
                            + "). The clocks of metrics-collector and autoscaler-streams must agree."));

    /** Those after which the sample is remembered, and confirms nothing. */
    static final List<Guard<Situation>> OF_CONTENT = List.of(
            new Guard<>(
                    Reason.SAMPLE_STALE,
                    "the sample is older than staleAfterIntervals × metricsQueryInterval",
                    s -> s.at().isBefore(s.now().minus(s.staleAfter())),
                    s -> "The sample is " + Words.duration(Duration.between(s.at(), s.now())) + " old, and "
                            + Words.duration(s.staleAfter())
                            + " is the most that is acted on. A fresh sample must come."),
            new Guard<>(
                    Reason.NOT_INITIALIZED,
                    "the cluster was not bootstrapped yet",
                    s -> s.cluster().phase() != ClusterRecord.Phase.INITIALIZED,
                    s -> "The cluster is not formed yet. Its bootstrap must finish."),
            new Guard<Situation>(
                            Reason.OPERATION_RUNNING,
                            "an operation is running",
                            s -> s.cluster().operation().isPresent(),
                            SampleGuards::operationRuns)
                    .about(SampleGuards::operationRuns),
            new Guard<>(
                    Reason.OPERATION_RUNNING,
                    "an operation was still running while the sample was measured: its CPU covers the"
                            + " metricsQueryInterval before it",
                    s -> s.watch()
                            .quietSince()
                            .filter(since -> s.at().isBefore(since.plus(s.interval())))
                            .isPresent(),
                    s -> "An operation ended at "
                            + Words.time(s.watch().quietSince().orElse(s.at())) + ", and the sample of "
                            + Words.time(s.at()) + " measured CPU over the " + Words.duration(s.interval())
                            + " before it. A sample that saw none of the operation must come."),
            new Guard<Situation>(
                            Reason.NODE_SILENT,
                            "a node did not answer, and it is not known to be a replica",
                            s -> s.sample().nodes().stream().anyMatch(SampleGuards::silent),
                            s -> "No answer from " + Words.list(silentNodes(s.sample()))
                                    + ", which may be a master, so that the load is not known. Every node that is not a"
                                    + " known replica must answer.")
                    .about(s -> Words.list(pods(s.sample(), SampleGuards::silent))),
            new Guard<Situation>(
                            Reason.NODE_SILENT,
                            "a node of the cluster is not in the sample",
                            s -> !missingPods(s).isEmpty(),
                            s -> "The sample lacks " + Words.list(missingPods(s)) + " of "
                                    + Words.count(s.cluster().endpoints().size(), "node")
                                    + ". Every node of the cluster must be in the sample.")
                    .about(s -> "without " + Words.list(missingPods(s))),
            new Guard<Situation>(
                            Reason.DATA_MISSING,
                            "a node answered without saying whether it is a master",
                            s -> s.sample().nodes().stream().anyMatch(SampleGuards::roleless),
                            s -> "The role of " + Words.list(pods(s.sample(), SampleGuards::roleless))
                                    + " is not known. Every node must say whether it is a master.")
                    .about(s -> Words.list(pods(s.sample(), SampleGuards::roleless))),
            new Guard<Situation>(
                            Reason.CLUSTER_NOT_OK,
                            "cluster_state is not ok",
                            s -> s.sample().health().state() != Sample.ClusterHealth.State.OK,
                            s -> "cluster_state is " + s.sample().health().state() + ". It must be OK on every node.")
                    .about(s -> s.sample().health().state().name()),
            new Guard<Situation>(
                            Reason.CLUSTER_NOT_OK,
                            "not all of the 16384 slots are owned, each by one master",
                            s -> s.sample().health().slotsAssigned() != SlotSet.COUNT
                                    || ownedSlots(s.sample()) != SlotSet.COUNT,
                            s -> "The nodes name owners for "
                                    + s.sample().health().slotsAssigned() + " of " + SlotSet.COUNT
                                    + " slots, and the masters claim " + ownedSlots(s.sample())
                                    + ". Every slot must be owned by one master.")
                    .about(s -> "slots without an owner"),
            new Guard<Situation>(
                            Reason.CLUSTER_NOT_OK,
                            "a slot is open (migrating or importing)",
                            s -> !s.sample().health().openSlots().isEmpty(),
                            s -> Words.count(s.sample().health().openSlots().size(), "slot")
                                    + " stand open (migrating or importing), although no operation is running. They"
                                    + " must be closed, by the next reshard or with CLUSTER SETSLOT … STABLE.")
                    .about(s -> "open slots"),
            new Guard<Situation>(
                            Reason.CLUSTER_NOT_OK,
                            "the nodes disagree on who owns which slot",
                            s -> !s.sample().health().nodesAgree(),
                            s -> "The nodes do not agree on who owns which slot. They must agree.")
                    .about(s -> "owners"),
            new Guard<Situation>(
                            Reason.TOPOLOGY_UNSETTLED,
                            "the observed active masters are not as many as spec.masters",
                            s -> s.masters().size() != s.cluster().masters(),
                            s -> Words.count(s.masters().size(), "master") + " own slots where spec.masters is "
                                    + s.cluster().masters() + ". The reconciler must bring them together first.")
                    .about(s -> s.masters().size() + " of " + s.cluster().masters()));

    private SampleGuards() {}

    private static String operationRuns(Situation s) {
        return s.cluster()
                .operation()
                .map(operation -> operation.kind() + " (" + operation.detail() + ") is running since "
                        + Words.time(operation.since()) + ". It must finish.")
                .orElse("");
    }

    private static boolean silent(NodeSample node) {
        return !node.answered() && node.role() != NodeSample.Role.REPLICA;
    }

    private static List<String> silentNodes(Sample sample) {
        return sample.nodes().stream()
                .filter(SampleGuards::silent)
                .map(node -> node.pod() + " (" + node.answer().problem() + ")")
                .toList();
    }

    private static List<String> pods(Sample sample, Predicate<NodeSample> kind) {
        return sample.nodes().stream().filter(kind).map(NodeSample::pod).toList();
    }

    private static boolean roleless(NodeSample node) {
        return node.answered() && node.role() == NodeSample.Role.UNKNOWN;
    }

    private static List<String> missingPods(Situation s) {
        Set<String> sampled = new HashSet<>();
        s.sample().nodes().forEach(node -> sampled.add(node.pod()));
        return s.cluster().endpoints().stream()
                .map(ClusterRecord.Endpoint::pod)
                .filter(pod -> !sampled.contains(pod))
                .toList();
    }

    private static int ownedSlots(Sample sample) {
        return sample.activeMasters().mapToInt(node -> node.slots().size()).sum();
    }
}

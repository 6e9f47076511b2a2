package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Job's {@code podFailurePolicy}, so far as it speaks of exit codes that fail the whole Job. */
final class PodFailurePolicy {
    private PodFailurePolicy() {}

    /** Why the Job fails for good, if one of its pods ended in a way that the policy calls final. */
    static Optional<String> verdict(Job job, List<Pod> pods) {
        List<PodFailurePolicyRule> rules = Optional.ofNullable(job.getSpec().getPodFailurePolicy())
                .map(policy -> policy.getRules())
                .orElseGet(List::of);
        return rules.isEmpty()
                ? Optional.empty()
                : pods.stream()
                        .filter(pod -> Pods.phase(pod).equals("Failed"))
                        .flatMap(pod -> verdict(rules, pod).stream())
                        .findFirst();
    }

    private static Optional<String> verdict(List<PodFailurePolicyRule> rules, Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .flatMap(status -> Optional.ofNullable(status.getState().getTerminated()).stream()
                        .flatMap(end -> decisive(rules, status.getName(), end)
                                .filter(rule -> rule.getAction().equals("FailJob"))
                                .map(rule -> "Container " + status.getName() + " for pod "
                                        + pod.getMetadata().getNamespace() + "/"
                                        + pod.getMetadata().getName() + " failed with exit code " + end.getExitCode()
                                        + " matching FailJob rule")
                                .stream()))
                .findFirst();
    }

    /** The first rule that fits. */
    private static Optional<PodFailurePolicyRule> decisive(
            List<PodFailurePolicyRule> rules, String container, ContainerStateTerminated end) {
        return rules.stream()
                .filter(rule -> Stream.ofNullable(rule.getOnExitCodes())
                        .anyMatch(codes -> fits(codes, container, end.getExitCode())))
                .findFirst();
    }

    private static boolean fits(PodFailurePolicyOnExitCodesRequirement codes, String container, int exitCode) {
        boolean meant =
                codes.getContainerName() == null || codes.getContainerName().equals(container);
        boolean in = codes.getValues().contains(exitCode);
        return meant && exitCode != 0 && (codes.getOperator().equals("NotIn") != in);
    }
}

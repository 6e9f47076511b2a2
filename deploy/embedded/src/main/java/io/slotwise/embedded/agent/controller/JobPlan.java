package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.slotwise.embedded.agent.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a Job needs next.
 *
 * @param step what to do
 * @param create how many pods to make now
 * @param due when to look again at the latest; empty when only an event can change things
 * @param message why, when it has failed
 */
record JobPlan(Step step, int create, Optional<Instant> due, String message) {
    private static final int DEFAULT_BACKOFF_LIMIT = 6;

    /** What to do with a Job. */
    enum Step {
        /** Go on: make pods if there are any to make. */
        RUN,
        COMPLETE,
        /** It has failed too often. */
        FAIL_RETRIES,
        /** It ran too long. */
        FAIL_DEADLINE,
        /** A pod failed in a way that the Job says is final. */
        FAIL_POLICY
    }

    /**
     * Works it out.
     *
     * @param pods all pods that the Job controls
     */
    static JobPlan of(Job job, List<Pod> pods, Instant start, Backoff backoff, Instant now) {
        int succeeded = count(pods, "Succeeded");
        int completions = Optional.ofNullable(job.getSpec().getCompletions()).orElse(1);
        if (succeeded >= completions) {
            return end(Step.COMPLETE, "Reached expected number of succeeded pods");
        }
        Optional<String> verdict = PodFailurePolicy.verdict(job, pods);
        if (verdict.isPresent()) {
            return end(Step.FAIL_POLICY, verdict.get());
        }
        int failures = failures(pods);
        if (failures > Optional.ofNullable(job.getSpec().getBackoffLimit()).orElse(DEFAULT_BACKOFF_LIMIT)) {
            return end(Step.FAIL_RETRIES, "Job has reached the specified backoff limit");
        }
        Optional<Instant> deadline =
                Optional.ofNullable(job.getSpec().getActiveDeadlineSeconds()).map(start::plusSeconds);
        if (deadline.filter(time -> !now.isBefore(time)).isPresent()) {
            return end(Step.FAIL_DEADLINE, "Job was active longer than specified deadline");
        }
        return run(job, pods, completions - succeeded, failures, deadline, backoff, now);
    }

    private static JobPlan run(
            Job job, List<Pod> pods, int open, int failures, Optional<Instant> deadline, Backoff backoff, Instant now) {
        int parallelism = Optional.ofNullable(job.getSpec().getParallelism()).orElse(1);
        int active = (int) pods.stream().filter(JobPlan::isActive).count();
        int missing = Math.max(0, Math.min(parallelism, open) - active);
        Duration delay = backoff.after(failures);
        Optional<Instant> retry = lastEnd(pods).map(time -> time.plus(delay)).filter(now::isBefore);
        if (missing > 0 && retry.isPresent()) {
            Instant next = deadline.filter(time -> time.isBefore(retry.get())).orElse(retry.get());
            return new JobPlan(Step.RUN, 0, Optional.of(next), "");
        }
        return new JobPlan(Step.RUN, missing, deadline, "");
    }

    private static JobPlan end(Step step, String message) {
        return new JobPlan(step, 0, Optional.empty(), message);
    }

    /** Pods on their way out still hold their place, as Jobs never run two where one is wanted. */
    static boolean isActive(Pod pod) {
        return !Pods.hasEnded(pod);
    }

    static int count(List<Pod> pods, String phase) {
        return (int) pods.stream().filter(pod -> Pods.phase(pod).equals(phase)).count();
    }

    /** Failed pods, and restarts within pods that restart by themselves. */
    private static int failures(List<Pod> pods) {
        int restarts = pods.stream()
                .filter(pod -> pod.getStatus() != null && !Pods.phase(pod).equals("Failed"))
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .mapToInt(
                        status -> Optional.ofNullable(status.getRestartCount()).orElse(0))
                .sum();
        return count(pods, "Failed") + restarts;
    }

    private static Optional<Instant> lastEnd(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> Pods.phase(pod).equals("Failed"))
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .map(ContainerStatus::getState)
                .flatMap(state -> Optional.ofNullable(state.getTerminated()).stream())
                .flatMap(end -> Optional.ofNullable(end.getFinishedAt()).stream())
                .map(Instant::parse)
                .max(Instant::compareTo);
    }
}

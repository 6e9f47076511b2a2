package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a job that has not ended does not begin: what its youngest pod waits for, as a sentence of a bounded length. A pod that
 * merely takes its time says nothing for a while.
 */
final class FirstWords {
    /** Long enough to fetch a small image, or to be given a node. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing");

    private FirstWords() {}

    /** Empty when it runs, or may still begin by itself. */
    static Optional<String> of(Job job, List<Pod> pods, Instant now) {
        String name = job.getMetadata().getName();
        return pods.stream()
                .max(Comparator.comparing(FirstWords::created).thenComparing(FirstWords::name))
                .map(pod -> why(pod, now))
                .orElseGet(() -> isOld(job.getMetadata().getCreationTimestamp(), now) && isUntried(job)
                        ? Optional.of("it has no pod yet; kubectl describe job " + name + " says why, which may be a"
                                + " quota, an admission policy or a service account that is not there")
                        : Optional.empty());
    }

    private static Optional<String> why(Pod pod, Instant now) {
        PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
        if (!isPending(pod) || pod.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        return Stream.concat(unscheduled(status), waiting(status))
                .findFirst()
                .map(why -> OneLine.of(why) + " (pod " + name(pod) + ")")
                .or(() -> isOld(created(pod), now)
                        ? Optional.of("pod " + name(pod) + " is still being made; kubectl describe pod " + name(pod)
                                + " says why, which may be a Secret or a volume that is not there")
                        : Optional.empty());
    }

    /** Whether none of its pods has begun, not even one that is gone by now. */
    static boolean neverRan(Job job, List<Pod> pods) {
        return isUntried(job) && pods.stream().allMatch(FirstWords::isPending);
    }

    private static boolean isPending(Pod pod) {
        return Optional.ofNullable(pod.getStatus())
                .map(PodStatus::getPhase)
                .orElse("Pending")
                .equals("Pending");
    }

    private static Stream<String> unscheduled(PodStatus status) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False"))
                .map(FirstWords::words);
    }

    private static String words(PodCondition condition) {
        return words(Objects.requireNonNullElse(condition.getReason(), "Unschedulable"), condition.getMessage());
    }

    private static Stream<String> waiting(PodStatus status) {
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .map(ContainerState::getWaiting)
                .filter(waiting ->
                        waiting != null && waiting.getReason() != null && !ON_ITS_WAY.contains(waiting.getReason()))
                .map(FirstWords::words);
    }

    private static String words(ContainerStateWaiting waiting) {
        return words(waiting.getReason(), waiting.getMessage());
    }

    private static String words(String reason, String message) {
        return message == null || message.isBlank() ? reason : reason + ": " + message.strip();
    }

    /** Pods that failed and were taken away may be followed by others after a pause. */
    private static boolean isUntried(Job job) {
        return Optional.ofNullable(job.getStatus()).map(JobStatus::getFailed).orElse(0) == 0;
    }

    private static boolean isOld(String created, Instant now) {
        return !created.isEmpty() && Instant.parse(created).plus(PATIENCE).isBefore(now);
    }

    private static String created(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getCreationTimestamp()).orElse("");
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}

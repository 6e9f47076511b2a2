package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.slotwise.model.JobEvent;
import io.slotwise.reconciler.objects.WorkJob;
import io.slotwise.reconciler.plan.JobState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Job in the plan's words. */
final class JobReading {
    private JobReading() {}

    /**
     * Empty for a Job that merely carries the cluster's labels.
     *
     * @param needs what a job of that kind would need if it were made now
     */
    static Optional<JobState> state(Job job, List<Pod> runners, Function<JobEvent.Kind, String> needs, Instant now) {
        Map<String, String> labels = job.getMetadata().getLabels();
        Map<String, String> annotations =
                Optional.ofNullable(job.getMetadata().getAnnotations()).orElse(Map.of());
        return Arrays.stream(JobEvent.Kind.values())
                .filter(kind -> kind.word().equals(labels.get(WorkJob.KIND_LABEL)))
                .findFirst()
                .map(kind -> state(job, kind, annotations, podsOf(job, runners), needs.apply(kind), now));
    }

    private static JobState state(
            Job job, JobEvent.Kind kind, Map<String, String> annotations, List<Pod> pods, String needs, Instant now) {
        JobState.Phase phase = phase(job);
        String problem = problem(job, pods, now);
        boolean isOutdated = phase == JobState.Phase.RUNNING
                && !problem.isEmpty()
                && FirstWords.neverRan(job, pods)
                && !annotations.getOrDefault(WorkJob.NEEDS, needs).equals(needs);
        return new JobState(
                kind,
                isOutdated ? JobState.Phase.OUTDATED : phase,
                annotations.getOrDefault(WorkJob.OPERATION, ""),
                attempt(annotations.getOrDefault(WorkJob.ATTEMPT, "")),
                problem,
                annotations.getOrDefault(WorkJob.CONFIGURATION, ""));
    }

    private static int attempt(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static JobState.Phase phase(Job job) {
        if (job.getMetadata().getDeletionTimestamp() != null) {
            return JobState.Phase.ENDING;
        }
        if (condition(job, "Complete").isPresent()) {
            return JobState.Phase.SUCCEEDED;
        }
        return condition(job, "Failed").isPresent() ? JobState.Phase.FAILED : JobState.Phase.RUNNING;
    }

    private static List<Pod> podsOf(Job job, List<Pod> runners) {
        String uid = job.getMetadata().getUid();
        return runners.stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(uid)))
                .toList();
    }

    private static String problem(Job job, List<Pod> pods, Instant now) {
        return switch (phase(job)) {
            case RUNNING -> FirstWords.of(job, pods, now).orElse("");
            case FAILED ->
                condition(job, "Failed")
                        .map(end -> LastWords.of(pods).orElseGet(() -> verdict(job, end)))
                        .orElse("");
            case OUTDATED, SUCCEEDED, ENDING -> "";
        };
    }

    /** Why Kubernetes gave it up, when no pod tells more. */
    private static String verdict(Job job, JobCondition end) {
        if ("DeadlineExceeded".equals(end.getReason())) {
            return "it was ended after the " + job.getSpec().getActiveDeadlineSeconds() + " s that it had, and its pod"
                    + " is gone; what it moved stays moved; raise reshardTimeoutSeconds if this happens again";
        }
        String verdict = Stream.of(end.getReason(), end.getMessage())
                .filter(text -> text != null && !text.isBlank())
                .collect(Collectors.joining(": "));
        return verdict.isEmpty() ? "for a reason it does not say" : verdict + "; none of its pods says why";
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return Optional.ofNullable(job.getStatus())
                .flatMap(status -> Optional.ofNullable(status.getConditions()).orElse(List.of()).stream()
                        .filter(condition -> condition.getType().equals(type)
                                && condition.getStatus().equals("True"))
                        .findFirst());
    }
}

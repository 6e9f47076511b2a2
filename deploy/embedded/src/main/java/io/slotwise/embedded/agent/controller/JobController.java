package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.embedded.agent.Backoff;
import io.slotwise.embedded.agent.Events;
import io.slotwise.embedded.agent.controller.JobPlan.Step;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs Jobs to their end, with retries and deadline. */
final class JobController implements Controller {
    private static final Set<String> FINAL = Set.of("Complete", "Failed");

    private final KubernetesClient client;
    private final Events events;
    private final Backoff backoff;
    private final Clock clock;
    private final Consumer<Instant> wakeAt;

    /**
     * A controller.
     *
     * @param wakeAt told when the next pass is due at the latest
     */
    JobController(KubernetesClient client, Events events, Backoff backoff, Clock clock, Consumer<Instant> wakeAt) {
        this.client = client;
        this.events = events;
        this.backoff = backoff;
        this.clock = clock;
        this.wakeAt = wakeAt;
    }

    @Override
    public void pass() {
        List<Pod> pods = client.pods().inAnyNamespace().list().getItems();
        client.batch().v1().jobs().inAnyNamespace().list().getItems().stream()
                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                .forEach(job -> Attempt.at(
                        job,
                        () -> sync(
                                job,
                                pods.stream()
                                        .filter(pod -> Pods.isOwnedBy(pod, job.getMetadata()))
                                        .toList())));
    }

    static boolean isFinished(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> FINAL.contains(condition.getType())
                                && condition.getStatus().equals("True"));
    }

    private void sync(Job job, List<Pod> pods) {
        Instant now = clock.instant();
        if (isFinished(job)) {
            expire(job, now);
            return;
        }
        if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
            return;
        }
        Instant start = Optional.ofNullable(job.getStatus())
                .flatMap(status -> Optional.ofNullable(status.getStartTime()))
                .map(Instant::parse)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS));
        JobPlan plan = JobPlan.of(job, pods, start, backoff, now);
        plan.due().ifPresent(wakeAt);
        for (int i = 0; i < plan.create(); i++) {
            create(job);
        }
        if (plan.step() != Step.RUN && plan.step() != Step.COMPLETE) {
            pods.stream()
                    .filter(pod -> JobPlan.isActive(pod) && !Pods.isDeleting(pod))
                    .forEach(pod -> client.resource(pod).delete());
        }
        report(job, pods, plan, start, now);
    }

    private void expire(Job job, Instant now) {
        Integer seconds = job.getSpec().getTtlSecondsAfterFinished();
        if (seconds == null) {
            return;
        }
        Instant end = job.getStatus().getConditions().stream()
                .flatMap(condition -> Optional.ofNullable(condition.getLastTransitionTime()).stream())
                .map(Instant::parse)
                .max(Instant::compareTo)
                .orElse(now)
                .plusSeconds(seconds);
        if (now.isBefore(end)) {
            wakeAt.accept(end);
        } else {
            client.resource(job).delete();
        }
    }

    private void create(Job job) {
        PodTemplateSpec template = job.getSpec().getTemplate();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withGenerateName(job.getMetadata().getName() + "-")
                .withNamespace(job.getMetadata().getNamespace())
                .withLabels(template.getMetadata().getLabels())
                .withAnnotations(template.getMetadata().getAnnotations())
                .addNewOwnerReference()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(Serialization.clone(template.getSpec()))
                .build();
        Pod created = client.resource(pod).create();
        events.write(
                job,
                "Normal",
                "SuccessfulCreate",
                "Created pod: " + created.getMetadata().getName());
    }

    private void report(Job job, List<Pod> pods, JobPlan plan, Instant start, Instant now) {
        int active = (int) pods.stream().filter(JobPlan::isActive).count() + plan.create();
        JobStatusBuilder status = new JobStatusBuilder()
                .withStartTime(start.toString())
                .withActive(plan.step() == Step.RUN ? active : 0)
                .withReady((int) pods.stream().filter(Pods::isReady).count())
                .withSucceeded(JobPlan.count(pods, "Succeeded"))
                .withFailed(JobPlan.count(pods, "Failed") + (plan.step() == Step.FAIL_DEADLINE ? active : 0));
        if (plan.step() != Step.RUN) {
            finish(job, status, plan, now);
        }
        write(job, status.build());
    }

    private void finish(Job job, JobStatusBuilder status, JobPlan plan, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        boolean complete = plan.step() == Step.COMPLETE;
        String reason = switch (plan.step()) {
            case RUN, COMPLETE -> "CompletionsReached";
            case FAIL_RETRIES -> "BackoffLimitExceeded";
            case FAIL_DEADLINE -> "DeadlineExceeded";
            case FAIL_POLICY -> "PodFailurePolicy";
        };
        status.addToConditions(new JobConditionBuilder()
                .withType(complete ? "Complete" : "Failed")
                .withStatus("True")
                .withReason(reason)
                .withMessage(plan.message())
                .withLastProbeTime(time)
                .withLastTransitionTime(time)
                .build());
        if (complete) {
            status.withCompletionTime(time);
        }
        events.write(
                job,
                complete ? "Normal" : "Warning",
                complete ? "Completed" : reason,
                complete ? "Job completed" : plan.message());
    }

    private void write(Job job, JobStatus status) {
        if (!status.equals(withoutNulls(job.getStatus()))) {
            Job patch = Serialization.clone(job);
            patch.getMetadata().setResourceVersion(null);
            patch.setStatus(status);
            client.resource(patch).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE));
        }
    }

    private static JobStatus withoutNulls(@Nullable JobStatus status) {
        return status == null ? new JobStatus() : status;
    }
}

package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What to do while there are Jobs: wait for the one that works; take note of one that ended, and only then delete it. */
final class Jobs {
    private static final Duration RUNNING_RECHECK = Duration.ofSeconds(15);
    private static final Duration ENDING_RECHECK = Duration.ofSeconds(2);

    private Jobs() {}

    static Optional<Step> next(Wanted wanted, Observed observed) {
        return observed.jobs().stream()
                .min(Comparator.comparing(JobState::isOver).thenComparing(JobState::kind))
                .map(job -> next(wanted, job, observed));
    }

    private static Step next(Wanted wanted, JobState job, Observed observed) {
        Memory memory = observed.memory();
        return switch (job.phase()) {
            case RUNNING -> running(wanted, job);
            case OUTDATED -> new Step.DeleteJob(job.kind());
            case ENDING ->
                new Step.Wait(Reason.OPERATION_RUNNING, name(wanted, job) + " is being deleted", ENDING_RECHECK);
            case SUCCEEDED ->
                memory.operation()
                        .filter(job::isNewsFor)
                        .map(operation -> succeeded(wanted, job, operation, memory, observed.now()))
                        .orElseGet(() -> new Step.DeleteJob(job.kind()));
            case FAILED ->
                memory.operation()
                        .filter(job::belongsTo)
                        .map(operation -> failed(wanted, job, operation, observed))
                        .orElseGet(() -> new Step.DeleteJob(job.kind()));
        };
    }

    private static Step running(Wanted wanted, JobState job) {
        return job.problem().isEmpty()
                ? new Step.Wait(Reason.OPERATION_RUNNING, name(wanted, job) + " is at work", RUNNING_RECHECK)
                : new Step.Wait(
                        Reason.JOB_NOT_STARTED,
                        name(wanted, job) + " does not begin: " + job.problem(),
                        RUNNING_RECHECK);
    }

    private static Step succeeded(Wanted wanted, JobState job, Operation operation, Memory memory, Instant now) {
        Memory after = memory.afterJob(now);
        Memory next = switch (operation.kind()) {
            case BOOTSTRAP -> after.formed().beginning(follow(Kind.PROVISION_STANDBY, operation, now));
            case RESHARD ->
                after.beginning(Operation.begin(Kind.PROVISION_STANDBY, now, operation.masters(), Operation.Pods.NONE));
            case DRAIN -> after.beginning(follow(Kind.SHRINK, operation, now));
            case CONFIGURE -> after.configured(job.configuration()).idle();
            case PROVISION_STANDBY, SHRINK, UPDATE, HEAL -> after.beginning(operation.withAttempts(job.attempt()));
        };
        return new Step.Remember(next, Reason.JOB_SUCCEEDED, name(wanted, job) + " succeeded");
    }

    /** The operation whose job the one that just succeeded was, too: it is made again only when a sample asks for it. */
    private static Operation follow(Kind kind, Operation before, Instant now) {
        return Operation.begin(kind, now, before.masters(), Operation.Pods.NONE).withAttempts(before.nextAttempt());
    }

    private static Step failed(Wanted wanted, JobState job, Operation operation, Observed observed) {
        Memory memory = observed.memory();
        String name = name(wanted, job);
        if (job.isNewsFor(operation)) {
            return new Step.Remember(
                    memory.afterJob(observed.now()).beginning(operation.withAttempts(job.attempt())),
                    Reason.JOB_FAILED,
                    name + " failed, try " + job.attempt() + ": " + job.problem());
        }
        Duration remaining = isOutdated(job, operation, wanted) || Idle.lacksFirstPods(wanted, observed)
                ? Duration.ZERO
                : Retries.remaining(operation, memory, observed.now());
        return remaining.isZero()
                ? new Step.DeleteJob(job.kind())
                : new Step.Wait(
                        Reason.JOB_FAILED,
                        name + " failed, try " + job.attempt() + ", and is made again soon: " + job.problem(),
                        remaining);
    }

    /** What was refused may be right by now. */
    private static boolean isOutdated(JobState job, Operation operation, Wanted wanted) {
        return operation.kind() == Kind.CONFIGURE && !job.configuration().equals(wanted.configuration());
    }

    static String name(Wanted wanted, JobState job) {
        return "job " + name(wanted, job.kind());
    }

    private static String name(Wanted wanted, JobEvent.Kind kind) {
        return wanted.cluster().name() + "-" + kind.word();
    }
}

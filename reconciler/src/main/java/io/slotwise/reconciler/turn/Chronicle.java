package io.slotwise.reconciler.turn;

import io.slotwise.model.Reason;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.kube.Write;
import io.slotwise.reconciler.plan.Memory;
import io.slotwise.reconciler.plan.Operation;
import io.slotwise.reconciler.plan.Step;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of what was done: in the log, whose phrases people search for, and as Kubernetes Events. */
final class Chronicle {
    private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);
    private static final Set<Reason> TOLD = Set.of(
            Reason.JOB_NOT_STARTED,
            Reason.UPDATE_STALLED,
            Reason.NOT_MANAGED,
            Reason.NOT_ADOPTED,
            Reason.API_REFUSED,
            Reason.SPEC_REFUSED,
            Reason.STANDBY_NOT_READY);

    /** What a person has to do changes with every step that is done, or with what stands in the way. */
    private static final Set<Reason> TOLD_ANEW =
            Set.of(Reason.JOB_NOT_STARTED, Reason.NOT_MANAGED, Reason.NOT_ADOPTED, Reason.API_REFUSED);

    private final Write.Port port;

    Chronicle(Write.Port port) {
        this.port = port;
    }

    /** A step was written down. */
    void remembered(RedisCluster cluster, Memory before, Step.Remember step, Instant now) {
        String identity = step.memory().operation().map(Operation::id).orElse(now.toString());
        String attempt = step.memory()
                .operation()
                .map(operation -> "/" + operation.attempts())
                .orElse("");
        tell(cluster, phrase(before, step), step.reason(), step.sentence(), identity + attempt, now);
    }

    /** A pod count or a job was written. */
    void done(RedisCluster cluster, Step step, Instant now) {
        if (step instanceof Step.Scale scale) {
            tell(
                    cluster,
                    "Scaling the StatefulSet",
                    scale.reason(),
                    scale.sentence() + "; the StatefulSet gets " + scale.pods() + " pods",
                    now.toString(),
                    now);
        } else if (step instanceof Step.DeletePod pod) {
            tell(cluster, "Making a pod anew", pod.reason(), pod.sentence(), now.toString(), now);
        } else if (step instanceof Step.StartJob job) {
            tell(
                    cluster,
                    "Job started",
                    Reason.JOB_STARTED,
                    "job " + job.kind().word() + " was started, try " + job.attempt() + ": "
                            + job.operation().detail(),
                    job.operation().id() + "/" + job.attempt(),
                    now);
        } else {
            LOG.atInfo()
                    .addKeyValue("cluster", cluster.key())
                    .addKeyValue("step", step)
                    .log("Step done");
        }
    }

    /** What stands still is told once as an event, however often it is looked at. */
    void standing(RedisCluster cluster, Memory memory, Step step, Instant now) {
        if (step instanceof Step.Wait wait) {
            standing(cluster, memory, wait.reason(), wait.sentence(), now);
        } else if (step instanceof Step.Done done) {
            standing(cluster, memory, done.reason(), done.sentence(), now);
        }
    }

    private void standing(RedisCluster cluster, Memory memory, Reason reason, String sentence, Instant now) {
        if (TOLD.contains(reason)) {
            String operation = memory.operation().map(Operation::id).orElse("");
            long generation = cluster.getMetadata().getGeneration();
            String what = TOLD_ANEW.contains(reason) ? "/" + sentence : "";
            record(cluster, reason, sentence, operation + "/" + generation + what, now);
        }
    }

    void tell(RedisCluster cluster, String phrase, Reason reason, String sentence, String identity, Instant now) {
        LOG.atInfo()
                .addKeyValue("cluster", cluster.key())
                .addKeyValue("reason", reason)
                .addKeyValue("detail", sentence)
                .log(phrase);
        record(cluster, reason, sentence, identity, now);
    }

    /** Only the event, which is there once however often it is recorded. */
    void record(RedisCluster cluster, Reason reason, String sentence, String identity, Instant now) {
        port.perform(new KubeWrite.Tell(Happenings.event(cluster, reason, sentence, identity, now)));
    }

    private static String phrase(Memory before, Step.Remember step) {
        return switch (step.reason()) {
            case SCALING_UP -> "Triggering scale-up";
            case SCALING_DOWN -> "Triggering scale-down";
            case JOB_SUCCEEDED -> before.operation().map(Chronicle::success).orElse("Job succeeded");
            case JOB_FAILED -> "Job failed";
            case SETTLED -> "Operation over";
            case ADOPTED -> "Cluster adopted";
            default -> "Operation begun";
        };
    }

    private static String success(Operation operation) {
        return switch (operation.kind()) {
            case RESHARD -> "Reshard job succeeded";
            case DRAIN -> "Drain job succeeded";
            case CONFIGURE -> "Configure job succeeded";
            case UPDATE -> "Handing over succeeded";
            case HEAL -> "Heal job succeeded";
            case BOOTSTRAP, PROVISION_STANDBY, SHRINK -> "Bootstrap job succeeded";
        };
    }
}

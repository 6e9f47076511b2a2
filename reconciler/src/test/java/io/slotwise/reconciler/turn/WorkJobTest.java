package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.reconciler.objects.WorkJob;
import io.slotwise.reconciler.world.FakeAgent;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jobs that turns make, follow and remove. */
class WorkJobTest extends TurnStage {
    @Test
    void aJobThatCannotBeginIsMadeAnewOnceThereIsAnotherImage() {
        scene.agent().letJobs(FakeAgent.JobFate.FINDS_NO_IMAGE);
        scene.create(SPEC);
        scene.tickUntil(() -> scene.condition("Ready").equals("False JOB_NOT_STARTED"));
        String uid = scene.job("bootstrap").orElseThrow().getMetadata().getUid();
        scene.restartWithJobImage("slotwise/job-runner:test");
        scene.tick();
        assertThat(scene.job("bootstrap").orElseThrow().getMetadata().getUid()).isEqualTo(uid);

        scene.restartWithJobImage("slotwise/job-runner:mended");
        scene.tickUntil(() -> scene.job("bootstrap")
                .filter(job -> !job.getMetadata().getUid().equals(uid))
                .isPresent());
        Job mended = scene.job("bootstrap").orElseThrow();
        assertThat(mended.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("slotwise/job-runner:mended");
        assertThat(mended.getMetadata().getAnnotations()).containsEntry(WorkJob.ATTEMPT, "1");
        scene.agent().letJobs(FakeAgent.JobFate.SUCCEEDS);
        scene.settle();
    }

    @Test
    void oneIdFollowsAScalingFromItsIntentToItsJobsAndLogLinesAndOneByHandHasItsOwn() {
        scene.create(SPEC);
        scene.settle();
        scene.send(4, scene.pod(0));
        String id = scene.topics()
                .openIntent(scene.key())
                .flatMap(Intent::correlation)
                .orElseThrow();
        Set<String> jobs = new TreeSet<>();
        try (LogLines log = LogLines.follow()) {
            scene.tickUntil(() -> {
                Stream.of("reshard", "bootstrap")
                        .flatMap(kind -> scene.job(kind).stream())
                        .forEach(job -> jobs.add(correlation(job)));
                return scene.status().currentMasters() == 4
                        && scene.condition("Ready").startsWith("True");
            });
            assertThat(log.lines())
                    .extracting(LogLines.Line::phrase)
                    .contains(
                            "Intent applied",
                            "Triggering scale-up",
                            "Job started",
                            "Reshard job succeeded",
                            "Bootstrap job succeeded",
                            "Operation over");
            assertThat(log.lines()).extracting(LogLines.Line::correlation).containsOnly(id);
        }
        assertThat(jobs).containsExactly(id);
        assertThat(scene.cluster().getMetadata().getAnnotations()).containsEntry(Correlation.ANNOTATION, id);

        scene.patch("{\"spec\":{\"masters\":5}}");
        scene.tickUntil(() -> scene.job("reshard").isPresent());
        assertThat(correlation(scene.job("reshard").orElseThrow()))
                .startsWith(scene.key() + "@")
                .isNotEqualTo(id)
                .isEqualTo(scene.status().underWay().orElseThrow().correlation())
                .isEqualTo(scene.topics()
                        .published(scene.key())
                        .flatMap(ClusterRecord::operation)
                        .flatMap(ClusterRecord.Operation::correlation)
                        .orElseThrow());
    }

    /** That of the job's annotation, which its process is told too. */
    private static String correlation(Job job) {
        String annotated =
                Objects.requireNonNull(job.getMetadata().getAnnotations().get(WorkJob.CORRELATION));
        assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv())
                .anySatisfy(variable -> {
                    assertThat(variable.getName()).isEqualTo("SLOTWISE_CORRELATION");
                    assertThat(variable.getValue()).isEqualTo(annotated);
                });
        return annotated;
    }

    @Test
    void theJobIsToldWhomToRelieve() {
        scene.create(SPEC);
        scene.settle();
        scene.send(4, scene.pod(1));
        scene.tick();
        assertThat(scene.status().isResharding()).isTrue();
        assertThat(scene.status().overloadedPod()).isEqualTo(scene.pod(1));
        assertThat(scene.job("reshard")
                        .orElseThrow()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getArgs())
                .startsWith("reshard", "--cluster", scene.key().toString())
                .containsSubsequence(
                        "--node", scene.pod(7) + "=10.1.0.8:6379", "--to", scene.pod(3), "--relieve", scene.pod(1));
    }

    @Test
    void aFailedJobIsKeptAndTriedAgain() {
        scene.create(SPEC);
        scene.settle();
        scene.agent().letJobs(FakeAgent.JobFate.FAILS);
        scene.send(4, scene.pod(1));
        scene.tick();
        scene.tick();

        assertThat(scene.job("reshard")).isPresent();
        assertThat(scene.condition("Stalled")).isEqualTo("True JOB_FAILED");
        assertThat(scene.condition("Ready")).isEqualTo("False JOB_FAILED");
        assertThat(scene.events(Reason.JOB_FAILED))
                .hasSize(1)
                .first()
                .satisfies(event -> assertThat(event.getType()).isEqualTo("Warning"));
        scene.agent().letJobs(FakeAgent.JobFate.SUCCEEDS);
        scene.settle();
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(4);
        assertThat(scene.condition("Stalled")).isEqualTo("False SETTLED");
    }

    @Test
    void aJobThatWasRemovedByHandIsMadeAgain() {
        scene.create(SPEC);
        scene.settle();
        scene.send(4, scene.pod(1));
        scene.tick();
        Job first = scene.job("reshard").orElseThrow();
        scene.client().resource(first).delete();
        scene.settle();
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(4);
        assertThat(scene.events(Reason.SCALING_UP)).hasSize(1);
    }

    @Test
    void aJobTakesItsPodsWithIt() {
        scene.create(SPEC);
        scene.settle();
        scene.send(4, scene.pod(1));
        scene.tick();
        Pod worker = scene.client()
                .resource(podOf(scene.job("reshard").orElseThrow()))
                .create();
        scene.settle();
        assertThat(scene.job("reshard")).isEmpty();
        await().until(() -> scene.client().resource(worker).get() == null);
    }

    private static Pod podOf(Job job) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(job.getMetadata().getName() + "-x7k2p")
                .withNamespace(job.getMetadata().getNamespace())
                .addNewOwnerReference()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .build();
    }
}

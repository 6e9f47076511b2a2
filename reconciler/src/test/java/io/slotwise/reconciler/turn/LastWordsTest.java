package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.slotwise.reconciler.objects.WorkJob;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {
    private static final String UID = "b7a1";

    private static Job job(String reason, String message) {
        return new JobBuilder()
                .withNewMetadata()
                .withName("cart-reshard")
                .withUid(UID)
                .addToLabels(WorkJob.KIND_LABEL, "reshard")
                .endMetadata()
                .withNewSpec()
                .withActiveDeadlineSeconds(600L)
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Failed")
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod pod(String name, String owner, int code, String reason, String message, String at) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .addNewOwnerReference()
                .withKind("Job")
                .withUid(owner)
                .endOwnerReference()
                .endMetadata()
                .withNewStatus()
                .withPhase("Failed")
                .addNewContainerStatus()
                .withName("job-runner")
                .withNewState()
                .withNewTerminated()
                .withExitCode(code)
                .withReason(reason)
                .withMessage(message)
                .withFinishedAt(at)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static String problem(Job job, Pod... pods) {
        return JobReading.state(job, List.of(pods), kind -> "the same", Instant.EPOCH)
                .orElseThrow()
                .problem();
    }

    @Test
    void theSentenceOfThePodThatEndedLastIsTheReason() {
        assertThat(problem(
                        job("BackoffLimitExceeded", "Job has reached the specified backoff limit"),
                        pod("a", UID, 1, "Error", "no route to cart-1", "2026-11-01T10:00:09Z"),
                        pod("b", UID, 1, "Error", "cart-3 is full\n", "2026-11-01T10:00:31Z"),
                        pod("c", "another", 1, "Error", "of an earlier job", "2026-11-01T10:01:00Z")))
                .isEqualTo("cart-3 is full (pod b, exit code 1)");
    }

    @Test
    void ofALogTheLastLineIsTheSentence() {
        assertThat(problem(
                        job("PodFailurePolicy", "failed with exit code 2"),
                        pod(
                                "a",
                                UID,
                                2,
                                "Error",
                                "10:00 INFO Job started\nUnknown option:\t'--fast'\n\n",
                                "2026-11-01T10:00:09Z")))
                .isEqualTo("Unknown option: '--fast' (pod a, exit code 2)");
    }

    @Test
    void aContainerThatWasKilledIsSaidToHaveBeen() {
        assertThat(problem(
                        job("BackoffLimitExceeded", ""), pod("a", UID, 137, "OOMKilled", "", "2026-11-01T10:00:09Z")))
                .isEqualTo("it ended with OOMKilled (pod a, exit code 137)");
        assertThat(problem(job("BackoffLimitExceeded", ""), pod("a", UID, 1, "Error", "  ", "2026-11-01T10:00:09Z")))
                .isEqualTo("it ended without a word; see its log (pod a, exit code 1)");
    }

    @Test
    void aSentenceWithoutAnEndIsCut() {
        assertThat(problem(
                        job("BackoffLimitExceeded", ""),
                        pod("a", UID, 1, "Error", "x".repeat(4096), "2026-11-01T10:00:09Z")))
                .hasSizeLessThan(650)
                .contains("x…")
                .endsWith(" (pod a, exit code 1)");
    }

    @Test
    void withoutAPodTheJobSaysAsMuchAsItKnows() {
        assertThat(problem(job("BackoffLimitExceeded", "Job has reached the specified backoff limit")))
                .isEqualTo("BackoffLimitExceeded: Job has reached the specified backoff limit; none of its pods says"
                        + " why");
        assertThat(problem(job("DeadlineExceeded", "Job was active longer than specified deadline")))
                .contains("600 s", "raise reshardTimeoutSeconds");
        assertThat(problem(job("", ""))).isEqualTo("for a reason it does not say");
    }

    @Test
    void aPodThatSucceededOrStillRunsSaysNothing() {
        assertThat(problem(
                        job("DeadlineExceeded", "Job was active longer than specified deadline"),
                        pod("a", UID, 0, "Completed", "done", "2026-11-01T10:00:09Z"),
                        new PodBuilder(pod("b", UID, 1, "Error", "x", ""))
                                .withStatus(null)
                                .build()))
                .contains("600 s");
    }
}

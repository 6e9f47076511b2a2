package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.reconciler.objects.WorkJob;
import io.slotwise.reconciler.plan.JobState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstWordsTest {
    private static final Instant AT_ONCE = Instant.parse("2026-11-01T10:00:05Z");
    private static final Instant LATER = Instant.parse("2026-11-01T10:02:00Z");

    private static Job job(String status) {
        return Serialization.unmarshal("""
                metadata:
                  name: cart-reshard
                  uid: b7a1
                  creationTimestamp: "2026-11-01T10:00:00Z"
                  labels: {job: reshard}
                status: {%s}
                """.formatted(status), Job.class);
    }

    private static Pod pod(String name, String status) {
        return Serialization.unmarshal("""
                metadata:
                  name: %s
                  creationTimestamp: "2026-11-01T10:00:01Z"
                  ownerReferences: [{kind: Job, uid: b7a1}]
                status: {%s}
                """.formatted(name, status), Pod.class);
    }

    private static String problem(Job job, Instant now, Pod... pods) {
        JobState state = JobReading.state(job, Arrays.asList(pods), kind -> "the same", now)
                .orElseThrow();
        assertThat(state.phase()).isEqualTo(JobState.Phase.RUNNING);
        return state.problem();
    }

    /** Of a job that was made for something else than what would be made now. */
    private static JobState.Phase phase(String status, Pod... pods) {
        Job job = job(status);
        job.getMetadata().setAnnotations(Map.of(WorkJob.NEEDS, "another image"));
        return JobReading.state(job, Arrays.asList(pods), kind -> "this image", AT_ONCE)
                .orElseThrow()
                .phase();
    }

    @Test
    void onlyAJobThatHasNeverRunAndCannotBeginIsOutdated() {
        Pod stuck = pod("b", waiting("reason: ErrImagePull"));
        assertThat(phase("active: 1", stuck)).isEqualTo(JobState.Phase.OUTDATED);
        assertThat(phase("active: 1", pod("b", waiting("reason: ContainerCreating"))))
                .as("it may still begin")
                .isEqualTo(JobState.Phase.RUNNING);
        assertThat(phase("active: 1", pod("a", "phase: Running"), stuck))
                .as("a pod on a node that is out of reach may be at work")
                .isEqualTo(JobState.Phase.RUNNING);
        assertThat(phase("active: 1, failed: 1", stuck)).as("it has run").isEqualTo(JobState.Phase.RUNNING);
        assertThat(phase("conditions: [{type: Failed, status: \"True\"}]", stuck))
                .isEqualTo(JobState.Phase.FAILED);
    }

    private static String waiting(String words) {
        return "phase: Pending, containerStatuses: [{name: job-runner, state: {waiting: {" + words + "}}}]";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reason: ErrImagePull, message: \"pull access denied for x\\nno such host\""
                        + " | ErrImagePull: pull access denied for x no such host (pod a)",
                "reason: CreateContainerConfigError, message: 'secret \"redis-auth\" not found'"
                        + " | CreateContainerConfigError: secret \"redis-auth\" not found (pod a)",
                "reason: InvalidImageName | InvalidImageName (pod a)"
            })
    void whatTheContainerWaitsForIsTheReason(String waiting, String sentence) {
        assertThat(problem(job("active: 1"), AT_ONCE, pod("a", waiting(waiting))))
                .isEqualTo(sentence);
    }

    @Test
    void aPodThatNoNodeTakesSaysWhy() {
        String status = "phase: Pending, conditions: [{type: PodScheduled, status: \"False\", reason: Unschedulable,"
                + " message: '0/3 nodes are available: 3 Insufficient memory.'}]";
        assertThat(problem(job("active: 1"), AT_ONCE, pod("a", status)))
                .isEqualTo("Unschedulable: 0/3 nodes are available: 3 Insufficient memory. (pod a)");
    }

    @Test
    void aPodMayTakeAMinuteToBeMade() {
        Pod pod = pod("a", waiting("reason: ContainerCreating"));
        assertThat(problem(job("active: 1"), AT_ONCE, pod)).isEmpty();
        assertThat(problem(job("active: 1"), LATER, pod))
                .contains("pod a is still being made", "kubectl describe pod a");
    }

    @Test
    void aJobMayTakeAMinuteToHaveAPod() {
        assertThat(problem(job(""), AT_ONCE)).isEmpty();
        assertThat(problem(job(""), LATER)).contains("no pod yet", "kubectl describe job cart-reshard");
        assertThat(problem(job("failed: 1"), LATER)).as("between two tries").isEmpty();
    }

    @Test
    void onlyTheYoungestPodCounts() {
        Pod failed = pod("a", "phase: Failed");
        Pod begun = pod("b", "phase: Running");
        assertThat(problem(job("active: 1, failed: 1"), LATER, failed)).isEmpty();
        assertThat(problem(job("active: 1, failed: 1"), LATER, failed, begun)).isEmpty();
        assertThat(problem(job("active: 1, failed: 1"), LATER, failed, pod("b", waiting("reason: ErrImagePull"))))
                .isEqualTo("ErrImagePull (pod b)");
    }
}

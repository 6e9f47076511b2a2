package io.slotwise.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A cluster that is created again with fewer masters than own slots on the volumes that it finds: it cannot be formed. */
class RestoredClusterTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Operation FORMING = Operation.begin(
                    Kind.BOOTSTRAP, NOW.minusSeconds(60), 3, Operation.Pods.NONE)
            .withAttempts(5);

    @Test
    void itGrowsAtOnceWhenMoreMastersAreAskedForAndIsFormedWithThem() {
        JobState failed = new JobState(
                JobEvent.Kind.BOOTSTRAP, JobState.Phase.FAILED, FORMING.id(), 5, "need 5 nodes, but 4 are there", "");
        assertThat(next(3, 4, List.of(failed))).isInstanceOf(Step.Wait.class);
        assertThat(next(4, 4, List.of(failed))).isEqualTo(new Step.DeleteJob(JobEvent.Kind.BOOTSTRAP));
        assertThat(next(4, 4, List.of())).isEqualTo(new Step.Scale(5, Reason.FORMING, "the first pods"));
        assertThat(((Step.Remember) next(4, 5, List.of()))
                        .memory()
                        .operation()
                        .orElseThrow()
                        .masters())
                .isEqualTo(4);
    }

    @Test
    void aJobThatIsAtWorkIsLeftToIt() {
        JobState running = new JobState(JobEvent.Kind.BOOTSTRAP, JobState.Phase.RUNNING, FORMING.id(), 6, "", "");
        assertThat(next(4, 4, List.of(running))).isInstanceOf(Step.Wait.class);
    }

    private static Step next(int masters, int size, List<JobState> jobs) {
        Wanted wanted = new Wanted(
                new ClusterKey("shop", "cart"),
                new Shape(masters, 0),
                "",
                Duration.ofSeconds(30),
                "",
                new Care("", Care.Ownership.OURS, Care.Durability.KEPT, Duration.ofMinutes(5), Care.Roles.KEPT));
        List<PodState> pods = IntStream.range(0, size)
                .mapToObj(i -> new PodState(
                        "cart-" + i,
                        i,
                        "10.0.0." + i,
                        6379,
                        PodState.Readiness.READY,
                        "",
                        "",
                        new PodState.Make("", PodState.Life.RUNS, "")))
                .toList();
        return Plan.next(
                wanted,
                new Observed(
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        size,
                        pods,
                        jobs,
                        Optional.empty(),
                        Optional.empty(),
                        Memory.NEW.beginning(FORMING).afterJob(NOW.minusSeconds(1)),
                        NOW));
    }
}

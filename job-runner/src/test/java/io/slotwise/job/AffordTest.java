package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A job of a minute on a master of 5,461 slots. */
class AffordTest {
    private final ModelCluster cluster = ConvergenceProperties.formed(3, 0, new Random(1));
    private final VirtualPace pace = new VirtualPace();

    @Test
    void aJobThatWouldTakeMoreOfTheSourcesCpuThanThereIsIsRefusedBeforeAnythingMoves() {
        Outcome outcome = give(200_000_000);

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.words()).contains("of its main thread now, and giving 1 slots with 200000000 keys takes");
        assertThat(cluster.commands()).isZero();
    }

    @Test
    void whatTakesALongTimeIsLookedAtTwiceAndDone() {
        assertThat(give(5_000_000)).isEqualTo(new Outcome.Done());

        assertThat(pace.elapsed()).isGreaterThanOrEqualTo(Convergence.WATCHED);
    }

    @Test
    void whatTakesAMomentIsDoneAtOnce() {
        assertThat(give(50_000)).isEqualTo(new Outcome.Done());

        assertThat(pace.elapsed()).isLessThan(Convergence.WATCHED);
    }

    /** Gives one slot with that many keys. */
    private Outcome give(int keys) {
        ModelNode from = cluster.nodes.stream()
                .filter(node -> !node.slots.isEmpty())
                .findFirst()
                .orElseThrow();
        ModelNode to = cluster.nodes.stream()
                .filter(node -> node.slots.isEmpty())
                .findFirst()
                .orElseThrow();
        from.keys.put(from.slots.length() - 1, keys);
        return new Convergence(
                        Goal.Give.now(cluster.read(), from.pod, to.pod, 1),
                        cluster,
                        new Limits(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(1)),
                        pace,
                        new StopSignal(),
                        new Tally(List.of(), () -> true),
                        List.of())
                .run();
    }
}

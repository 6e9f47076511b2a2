package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.slotwise.job.plan.Goal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The runner is killed and its destination fails over at one moment, or both ends do, at each moment of the way of a few
 * slots: the next run does not know what was begun, and the new master does not know that it imports.
 */
class KilledAndFailedOverTest {
    private static final int SLOTS = 8;

    static Stream<Integer> moments() {
        return IntStream.range(0, SLOTS * ModelMove.PARTS).boxed();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void healFindsEveryCopyAndEveryKey(int moment) {
        assertWhole(moment, ModelCluster.Event.KILL_AND_FAILOVER_OF_DESTINATION, false);
    }

    /** The next job leads elsewhere. */
    @ParameterizedTest
    @MethodSource("moments")
    void soDoesAJobThatMovesOtherSlots(int moment) {
        assertWhole(moment, ModelCluster.Event.KILL_AND_FAILOVER_OF_DESTINATION, true);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void healFindsThemWhenTheSourceFailsOverToo(int moment) {
        assertWhole(moment, ModelCluster.Event.KILL_AND_FAILOVER_OF_BOTH_ENDS, false);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void soDoesAJobThatMovesOtherSlotsThen(int moment) {
        assertWhole(moment, ModelCluster.Event.KILL_AND_FAILOVER_OF_BOTH_ENDS, true);
    }

    private static void assertWhole(int moment, ModelCluster.Event event, boolean elsewhere) {
        ModelCluster cluster = ConvergenceProperties.formed(3, 1, new Random(moment));
        long keys = cluster.keyCount();
        List<ModelNode> owners =
                cluster.nodes.stream().filter(node -> !node.slots.isEmpty()).toList();
        Goal goal = give(cluster, owners.get(0), owners.get(1));
        cluster.after(moment, event);
        assertThat(catchThrowable(() -> ConvergenceProperties.run(goal, cluster)))
                .isInstanceOf(ModelCluster.Killed.class);
        cluster.after(Integer.MAX_VALUE, ModelCluster.Event.KILL);

        ModelNode giver = owners.get(0).master.map(cluster::byId).orElse(owners.get(0));
        Goal next = elsewhere ? give(cluster, giver, owners.get(2)) : new Goal.Heal();
        assertThat(ConvergenceProperties.run(next, cluster)).isEqualTo(new Outcome.Done());

        assertThat(cluster.keyCount()).isEqualTo(keys);
        cluster.checkCoverage();
        assertThat(cluster.nodes).allSatisfy(node -> {
            assertThat(node.copies).isEmpty();
            assertThat(node.arrived).isEmpty();
            assertThat(node.keys.keySet()).allMatch(slot -> node.slots.get(slot) || !node.isMaster());
        });
    }

    private static Goal give(ModelCluster cluster, ModelNode from, ModelNode to) {
        return Goal.Give.now(cluster.read(), from.pod, to.pod, to.slots.cardinality() + SLOTS);
    }
}

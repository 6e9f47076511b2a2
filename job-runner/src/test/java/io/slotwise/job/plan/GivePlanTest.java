package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GivePlanTest {
    private static final SlotSet LOW = SlotSet.of(IntStream.range(0, 8000));
    private static final SlotSet HIGH = SlotSet.of(IntStream.range(8000, 16_000));
    private static final SlotSet LAST = SlotSet.of(IntStream.range(16_000, 16_384));

    private final Goal.Give goal = Goal.Give.now(
            view(
                    Views.master("a", LOW),
                    Views.replica("a2", "a"),
                    Views.master("b", HIGH.plus(LAST)),
                    Views.replica("b2", "b")),
            "a",
            "b",
            8400);

    @Test
    void aMasterThatLostItsSlotsToItsReplicaStandsForItStill() {
        Step step = goal.next(view(
                Views.master("a", SlotSet.EMPTY),
                Views.master("a2", LOW),
                Views.master("b", HIGH.plus(LAST)),
                Views.replica("b2", "b")));

        assertThat(step).isInstanceOf(Step.MoveSlots.class);
        assertThat(((Step.MoveSlots) step).moves())
                .hasSize(8400 - 8384)
                .allSatisfy(move -> assertThat(move.from().pod()).isEqualTo("a2"));
    }

    @Test
    void aShardThatHasBecomeTwoIsNotGuessedAbout() {
        Step step = goal.next(view(
                Views.master("a", LOW), Views.replica("a2", "a"), Views.master("b", LAST), Views.master("b2", HIGH)));

        assertThat(step).isInstanceOf(Step.Refuse.class);
        assertThat(((Step.Refuse) step).sentence())
                .startsWith("b with 384 slots and b2 with 8000 slots were one shard when this began");
    }

    /** As with {@code cluster-allow-replica-migration yes}, and where both were one shard before a failover. */
    @Test
    void aMasterThatGaveItsLastSlotAndFollowsTheReceiverHasDoneWhatItShould() {
        Goal all = Goal.Give.now(view(Views.master("a", LOW), Views.master("b", HIGH.plus(LAST))), "a", "b", 16_384);
        ClusterView given = view(Views.replica("a", "b"), Views.master("b", SlotSet.ALL));

        assertThat(all.next(given)).isInstanceOf(Step.Done.class);
    }

    private static ClusterView view(NodeEntry... nodes) {
        return Views.view(List.of(nodes), Views.facts(1000, 1, 0)).with(SlotKeys.NONE);
    }
}

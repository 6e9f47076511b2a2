package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A slot was on its way to a node that is gone for good. */
class VanishedDestinationTest {
    private static final int SLOT = 5;
    private static final List<SlotSet> RANGES = BootstrapPlan.evenRanges(3);
    private static final Goal HEAL = new Goal.Heal();
    private static final Goal BOOTSTRAP = new Goal.Bootstrap(3, 0);

    /** Masters a, b and c, and the standby s; a slot of a's is on its way to the dead node "old". */
    private static ClusterView view(NodeEntry... more) {
        List<NodeEntry> all = new ArrayList<>(List.of(
                Views.entry(
                        "a",
                        Set.of("master"),
                        Optional.empty(),
                        RANGES.get(0),
                        Map.of(SLOT, Views.id("old")),
                        Map.of()),
                Views.master("b", RANGES.get(1)),
                Views.master("c", RANGES.get(2)),
                Views.master("s", SlotSet.EMPTY)));
        all.addAll(List.of(more));
        all.add(Views.entry("old", Set.of("master", "fail"), Optional.empty(), SlotSet.EMPTY, Map.of(), Map.of()));
        List<LiveNode> live = Views.view(all, Views.facts(9, 1_000_000, 0)).live();
        return new ClusterView(live.subList(0, live.size() - 1), List.of());
    }

    private static SlotKeys keys(String... pods) {
        return new SlotKeys(
                Set.of(pods).stream().collect(java.util.stream.Collectors.toMap(Views::id, pod -> Map.of(SLOT, 3))));
    }

    /** To be without it in the table is to forget that the slot is open. */
    @Test
    void itIsNotStruckFromTheTablesWhileASlotIsOpenToIt() {
        assertThat(BOOTSTRAP.next(view())).isInstanceOf(Step.Measure.class);
        assertThat(Strangers.strike(view(), view().live())).isEmpty();
    }

    @Test
    void norIsOneThatASlotComesFrom() {
        ClusterView view = Views.view(
                List.of(Views.entry(
                        "a", Set.of("master"), Optional.empty(), SlotSet.ALL, Map.of(), Map.of(SLOT, Views.id("old")))),
                Views.facts(9, 1_000_000, 0));
        NodeEntry dead =
                Views.entry("old", Set.of("master", "fail"), Optional.empty(), SlotSet.EMPTY, Map.of(), Map.of());
        List<NodeEntry> table = new ArrayList<>(view.live().get(0).table().entries());
        table.add(dead);
        LiveNode a = view.live().get(0);
        LiveNode knowing = new LiveNode(a.ref(), a.self(), new NodeTable(table), a.facts());
        ClusterView both = new ClusterView(List.of(knowing), List.of());

        assertThat(Strangers.strike(both, both.live())).isEmpty();
    }

    @Test
    void theSlotGoesToTheOneMasterThatHasKeysOfItAndSoTookOver() {
        ClusterView view = view();
        assertThat(BOOTSTRAP.next(view.with(keys("a", "b"))))
                .isInstanceOfSatisfying(
                        Step.MoveSlots.class,
                        step -> assertThat(step.moves())
                                .containsExactly(new Move(
                                        SLOT,
                                        view.byPod("a").orElseThrow().ref(),
                                        view.byPod("b").orElseThrow().ref())));
    }

    @Test
    void whichOfTwoCopiesCountsIsNotGuessed() {
        assertThat(BOOTSTRAP.next(view().with(keys("b", "c"))))
                .isInstanceOfSatisfying(
                        Step.Refuse.class,
                        step -> assertThat(step.sentence())
                                .contains("slot 5", "from a", "b and c hold keys of it", "by hand"));
    }

    @Test
    void whenNobodyHasKeysOfItThoseOfTheNodeThatIsGoneAreAskedFor() {
        assertThat(BOOTSTRAP.next(view().with(keys("a")))).isInstanceOfSatisfying(Step.Wait.class, step -> {
            assertThat(step.reason()).contains("bring it back", "say CLUSTER SETSLOT 5 STABLE to a");
            assertThat(step.limit()).isEqualTo(Step.Limit.PATIENCE);
        });
    }

    @Test
    void itsReplicaIsNamedWhichHasThem() {
        assertThat(BOOTSTRAP.next(view(Views.replica("o2", "old")).with(keys("a"))))
                .isInstanceOfSatisfying(
                        Step.Wait.class,
                        step -> assertThat(step.reason())
                                .contains("run heal, which lets its replica (o2) take over")
                                .doesNotContain("STABLE"));
    }

    @Test
    void healLetsItsReplicaTakeOver() {
        ClusterView view = view(Views.replica("o2", "old"));
        assertThat(HEAL.next(view)).isInstanceOf(Step.Measure.class);
        assertThat(HEAL.next(view.with(keys("a"))))
                .isEqualTo(new Step.TakeOver(
                        Views.id("old"),
                        List.of(view.byPod("o2").orElseThrow().ref()),
                        List.of(view.byPod("a").orElseThrow().ref())));
    }

    @Test
    void noSecondReplicaTakesOverWhenOneMasterHasKeysOfTheSlot() {
        assertThat(HEAL.next(view(Views.replica("o2", "old")).with(keys("a", "b"))))
                .isInstanceOf(Step.MoveSlots.class);
    }

    @Test
    void healSaysAllThatItWillDoAboutIt() {
        ClusterView view = view(Views.replica("o2", "old"));
        Rehearsal rehearsal = new Rehearsal(view, keys("a"));
        Step takeOver = HEAL.next(rehearsal.view());
        assertThat(takeOver).isInstanceOfSatisfying(Step.TakeOver.class, step -> step.applyTo(rehearsal));
        assertThat(HEAL.next(rehearsal.view()))
                .isInstanceOfSatisfying(
                        Step.MoveSlots.class,
                        step -> assertThat(step.moves())
                                .containsExactly(new Move(
                                        SLOT,
                                        view.byPod("a").orElseThrow().ref(),
                                        view.byPod("o2").orElseThrow().ref())));
    }
}

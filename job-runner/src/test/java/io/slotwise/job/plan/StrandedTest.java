package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys that masters hold of slots which are not theirs. */
class StrandedTest {
    private static final SlotSet LOW = SlotSet.range(0, 8000);
    private static final SlotSet STRAYS = SlotSet.range(4, 6);

    private static ClusterView view(NodeEntry a) {
        return Views.view(
                List.of(
                        a,
                        Views.atEpoch(2, Views.master("b", SlotSet.ALL.minus(LOW))),
                        Views.master("c", SlotSet.EMPTY)),
                Views.facts(9, 1_000_000, 0));
    }

    private static ClusterView view() {
        return view(Views.master("a", LOW));
    }

    private static SlotKeys copiesAt(String pod) {
        return SlotKeys.NONE.with(new StrayKeys(Map.of(Views.id(pod), STRAYS), Map.of()));
    }

    private static NodeRef ref(String pod) {
        return view().byPod(pod).orElseThrow().ref();
    }

    @Test
    void aSlotIsOpenedWhereItsCopiesAreBeforeAnythingElseMoves() {
        Step step = Goal.Give.now(view(), "a", "b", 9000).next(view().with(copiesAt("c")));
        assertThat(step).isEqualTo(new Step.Reopen(ref("c"), ref("a"), STRAYS));
    }

    @Test
    void healAsksForThemWhenAllElseIsWell() {
        assertThat(new Goal.Heal().next(view())).isInstanceOf(Step.Measure.class);
        assertThat(new Goal.Heal().next(view().with(copiesAt("c")))).isInstanceOf(Step.Reopen.class);
        assertThat(new Goal.Heal().next(view().with(SlotKeys.NONE))).isInstanceOf(Step.Done.class);
    }

    @Test
    void aRehearsalSeesThemGoThere() {
        assertThat(Plan.of(new Goal.Heal(), view(), copiesAt("c"), SlotLoads.NONE)
                        .stages())
                .extracting(Plan.Stage::sentence)
                .containsExactly(
                        "opening slots 4-6 of a at c, which took over from where copies of them were going",
                        "finishing the interrupted move of 3 slots from a to c");
    }

    /** Where it is on its way to already is where it goes. */
    @Test
    void aSlotThatIsOpenElsewhereIsLeftThere() {
        NodeEntry migrating = Views.entry(
                "a", Set.of("master"), Optional.empty(), LOW, Map.of(4, Views.id("b"), 5, Views.id("b")), Map.of());
        assertThat(Stranded.step(view(migrating).with(copiesAt("c"))))
                .contains(new Step.Reopen(ref("c"), ref("a"), SlotSet.of(6)));
    }

    @Test
    void checkCallsCopiesAProblemAndOtherKeysAWarning() {
        SlotKeys unmarked = SlotKeys.NONE.with(new StrayKeys(Map.of(), Map.of(Views.id("c"), STRAYS)));

        assertThat(Check.of(view().with(copiesAt("c"))).problems())
                .contains(
                        "c holds copies of slots 4-6 that it does not own, left by a move that was cut off; run heal");
        assertThat(Check.of(view().with(unmarked)).warnings())
                .anySatisfy(it -> assertThat(it).contains("c holds keys of slots 4-6", "IMPORTING OWNER-ID"));
    }

    @Test
    void whatWasOnItsWayWhileCheckLookedIsNotStray() {
        StrayKeys first = copiesAt("c").strays();
        StrayKeys second = new StrayKeys(Map.of(Views.id("c"), SlotSet.range(6, 9)), Map.of());
        assertThat(first.stillIn(second).copies()).containsOnly(Map.entry(Views.id("c"), SlotSet.of(6)));
        assertThat(first.stillIn(StrayKeys.NONE)).isEqualTo(StrayKeys.NONE);
    }
}

package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenSlotsTest {
    private static final int SLOT = 5;
    private static final SlotSet FIRST = SlotSet.of(IntStream.range(0, 100));

    @Test
    void nothingIsPlannedWhileAServerMovesSlotsByItself() {
        assertThat(step(Facts.Migration.UNDER_WAY)).get().isInstanceOf(Step.Wait.class);
        assertThat(step(Facts.Migration.IMPORTING)).get().isInstanceOf(Step.Wait.class);
    }

    @Test
    void anImportThatNeverSucceedsIsNotWaitedFor() {
        assertThat(step(Facts.Migration.FAILING)).get().isInstanceOf(Step.CancelImports.class);
    }

    /** Its source may have a successor when it wakes. */
    @Test
    void anImportIsCancelledFirstOfAllWhileSomebodyIsAway() {
        for (Facts.Migration migration : List.of(Facts.Migration.IMPORTING, Facts.Migration.FAILING)) {
            ClusterView whole = view(migration);
            SilentNode source = new SilentNode("a", "a", 6379, "no answer in time");
            ClusterView view = new ClusterView(whole.live().subList(1, 2), List.of(source));
            Step.CancelImports cancel =
                    new Step.CancelImports(view.live().get(0).ref());

            assertThat(Reachability.step(view, silent -> false)).contains(cancel);
            assertThat(HealPlan.next(view)).isEqualTo(cancel);
            assertThat(Check.of(view).problems()).anyMatch(problem -> problem.startsWith("b imports slots by itself"));
        }
    }

    @Test
    void nothingIsDoneWhenNoSlotIsOpen() {
        assertThat(step(Facts.Migration.NONE)).isEmpty();
    }

    private static Optional<Step> step(Facts.Migration migration) {
        return OpenSlots.step(view(migration));
    }

    private static ClusterView view(Facts.Migration migration) {
        return Views.view(
                List.of(Views.master("a", SlotSet.ALL), Views.master("b", SlotSet.EMPTY)),
                Views.facts(0, 1, 0).migrating(migration));
    }

    @Test
    void aSlotThatNobodyClaimsIsMadeOverToTheMasterThatTheOthersHoldForItsOwner() {
        ClusterView view = disowned();
        assertThat(OpenSlots.unclaimed(view)).get().isInstanceOf(Step.Measure.class);
        assertThat(OpenSlots.unclaimed(view.with(keys("b"))))
                .contains(new Step.Adopt(
                        view.byPod("b").orElseThrow().ref(),
                        SlotSet.of(SLOT),
                        List.of(
                                view.byPod("a").orElseThrow().ref(),
                                view.byPod("c").orElseThrow().ref())));
    }

    /** As redis-cli before 7.2 leaves it that is killed when it has told the source alone. */
    @Test
    void aSlotThatItsSourceHasGivenAwayIsMadeOverToTheMasterThatStillImportsIt() {
        SlotSet slot = SlotSet.of(SLOT);
        ClusterView view = Views.view(
                List.of(
                        Views.master("a", FIRST.minus(slot)),
                        Views.entry(
                                "b",
                                Set.of("master"),
                                Optional.empty(),
                                SlotSet.ALL.minus(FIRST),
                                Map.of(),
                                Map.of(SLOT, Views.id("a")))),
                Views.facts(0, 1, 0));
        assertThat(OpenSlots.unclaimed(view.with(keys("b"))))
                .contains(new Step.Adopt(
                        view.byPod("b").orElseThrow().ref(),
                        slot,
                        List.of(view.byPod("a").orElseThrow().ref())));
    }

    /** Nodes are not asked at one moment: its master may have been one when the others were, and its replica is one now. */
    @Test
    void aSlotWhoseMasterFailsOverIsNotMadeOverToTheMasterThatImportsIt() {
        NodeEntry importer = Views.entry(
                "b",
                Set.of("master"),
                Optional.empty(),
                SlotSet.ALL.minus(FIRST),
                Map.of(),
                Map.of(SLOT, Views.id("a")));
        List<NodeEntry> selves = List.of(Views.replica("a", "d"), importer, Views.replica("d", "a"));
        List<LiveNode> live = Views.view(selves, Views.facts(0, 1, 0)).live().stream()
                .map(node -> node.pod().equals("d") ? knowing(node, Views.master("a", FIRST)) : node)
                .toList();
        assertThat(OpenSlots.unclaimed(new ClusterView(live, List.of()).with(keys("b"))))
                .isEmpty();
    }

    @Test
    void aSlotThatNobodyClaimsIsForPeopleToJudgeWhenItsKeysLieElsewhere() {
        assertThat(OpenSlots.unclaimed(disowned().with(keys("a"))))
                .get()
                .isInstanceOfSatisfying(
                        Step.Refuse.class,
                        refusal -> assertThat(refusal.sentence()).contains("slot 5", "b's", "3 of its keys"));
    }

    @Test
    void aSlotThatNobodyClaimsIsLeftAloneWhileItsOwnerMayBeTheNodeThatIsSilent() {
        ClusterView all = disowned();
        SilentNode silent = new SilentNode("d", "d", 6379, "connection refused");
        assertThat(OpenSlots.unclaimed(new ClusterView(all.live(), List.of(silent))))
                .isEmpty();
    }

    @Test
    void aSlotOfWhichNodesTellDifferentOwnersIsLeftAlone() {
        NodeEntry a = Views.master("a", FIRST.minus(SlotSet.of(SLOT)));
        NodeEntry b = Views.master("b", SlotSet.ALL.minus(FIRST));
        assertThat(OpenSlots.unclaimed(Views.view(List.of(a, b), Views.facts(0, 1, 0))))
                .isEmpty();
    }

    private static SlotKeys keys(String pod) {
        return new SlotKeys(Map.of(Views.id(pod), Map.of(SLOT, 3)));
    }

    /** b holds a for the owner of the slot, and all others hold b for it. */
    private static ClusterView disowned() {
        SlotSet slot = SlotSet.of(SLOT);
        List<NodeEntry> selves = List.of(
                Views.master("a", FIRST.minus(slot)),
                Views.master("b", SlotSet.ALL.minus(FIRST)),
                Views.master("c", SlotSet.EMPTY));
        NodeEntry owning = Views.master("b", SlotSet.ALL.minus(FIRST).plus(slot));
        List<LiveNode> live = Views.view(selves, Views.facts(0, 1, 0)).live().stream()
                .map(node -> node.pod().equals("b") ? node : knowing(node, owning))
                .toList();
        return new ClusterView(live, List.of());
    }

    private static LiveNode knowing(LiveNode node, NodeEntry other) {
        NodeTable table = new NodeTable(node.table().entries().stream()
                .map(entry -> entry.id().equals(other.id()) ? other : entry)
                .toList());
        return new LiveNode(node.ref(), node.self(), table, node.facts());
    }
}

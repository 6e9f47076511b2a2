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

class OrphansTest {
    private static final Goal BOOTSTRAP = new Goal.Bootstrap(3, 1);
    private static final Facts EMPTY = Views.facts(0, 1_000_000, 0);
    private static final List<SlotSet> RANGES = BootstrapPlan.evenRanges(3);

    /** Three masters with a replica each, the standby s, and s2, which still follows the dead node "old". */
    private static List<NodeEntry> nodes(SlotSet slotsOfC) {
        return List.of(
                Views.master("a", RANGES.get(0)),
                Views.master("b", RANGES.get(1)),
                Views.master("c", slotsOfC),
                Views.master("s", SlotSet.EMPTY),
                Views.replica("a2", "a"),
                Views.replica("b2", "b"),
                Views.replica("c2", "c"),
                Views.replica("s2", "old"));
    }

    /** What is left in the tables when {@code old} answers no more. */
    private static ClusterView view(SlotSet slotsOfC, SlotSet slotsOfOld, Facts facts) {
        List<NodeEntry> all = new ArrayList<>(nodes(slotsOfC));
        all.add(Views.entry("old", Set.of("master", "fail"), Optional.empty(), slotsOfOld, Map.of(), Map.of()));
        return new ClusterView(Views.view(all, facts).live().subList(0, 8), List.of());
    }

    @Test
    void aReplicaOfADeadEmptyMasterFollowsTheNewStandbyBeforeTheDeadOneIsStruck() {
        Step step = BOOTSTRAP.next(view(RANGES.get(2), SlotSet.EMPTY, EMPTY));
        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Replicate.class,
                        it -> assertThat(it.followings()).singleElement().satisfies(following -> {
                            assertThat(following.replica().pod()).isEqualTo("s2");
                            assertThat(following.master().pod()).isEqualTo("s");
                        }));
    }

    @Test
    void whenItDoesTheDeadOneIsStruckFromAllTablesAtOnceAndNothingElseIsToDo() {
        ClusterView view = view(RANGES.get(2), SlotSet.EMPTY, EMPTY);
        Plan plan = Plan.of(BOOTSTRAP, view, SlotKeys.NONE, SlotLoads.NONE);
        assertThat(plan.stages())
                .extracting(Plan.Stage::sentence)
                .containsExactly("s2 follows s", "striking dead or leaving nodes id-of-ol from 8 node tables");
    }

    @Test
    void aReplicaOfADeadMasterThatOwnsSlotsIsLeftForItsFailover() {
        Step step = BOOTSTRAP.next(view(SlotSet.EMPTY, RANGES.get(2), EMPTY));
        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Wait.class,
                        wait -> assertThat(wait.reason())
                                .contains("owns " + RANGES.get(2).size() + " slots and cannot be reached"));
    }

    @Test
    void aReplicaThatHoldsKeysIsNeverMadeToCopyAnotherMaster() {
        Step step = BOOTSTRAP.next(view(RANGES.get(2), SlotSet.EMPTY, Views.facts(7, 1_000_000, 0)));
        assertThat(step).isInstanceOfSatisfying(Step.Wait.class, wait -> {
            assertThat(wait.reason()).contains("s2 follows a master that is gone and holds 7 keys");
            assertThat(wait.limit()).isEqualTo(Step.Limit.PATIENCE);
        });
    }

    @Test
    void withoutAStandbyItFollowsTheMasterWithSlotsThatHasFewestReplicas() {
        ClusterView all = view(RANGES.get(2), SlotSet.EMPTY, EMPTY);
        List<LiveNode> members = all.live().stream()
                .filter(node -> !Set.of("s", "b2").contains(node.pod()))
                .toList();
        assertThat(Orphans.step(Set.of(Views.id("old")), members))
                .containsInstanceOf(Step.Replicate.class)
                .get()
                .extracting(step ->
                        ((Step.Replicate) step).followings().get(0).master().pod())
                .isEqualTo("b");
    }

    @Test
    void aMasterThatItHasNotHeardOfYetIsWaitedFor() {
        List<LiveNode> members =
                new ArrayList<>(view(RANGES.get(2), SlotSet.EMPTY, EMPTY).live());
        List<NodeEntry> unaware = new ArrayList<>(members.get(7).table().entries());
        unaware.removeIf(entry -> entry.id().equals(Views.id("s")));
        LiveNode orphan = members.get(7);
        members.set(7, new LiveNode(orphan.ref(), orphan.self(), new NodeTable(unaware), orphan.facts()));
        assertThat(Orphans.step(Set.of(Views.id("old")), members))
                .contains(new Step.Wait("s2 does not know s yet", Step.Limit.JOB));
    }
}

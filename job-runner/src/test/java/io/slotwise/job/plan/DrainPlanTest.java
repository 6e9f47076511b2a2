package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DrainPlanTest {
    private static final Facts FACTS = Views.facts(0, 1_000_000, 0);

    /** Four active masters a to d and a standby s without replicas. */
    private static List<NodeEntry> five() {
        List<SlotSet> ranges = BootstrapPlan.evenRanges(4);
        return List.of(
                Views.master("a", ranges.get(0)),
                Views.master("b", ranges.get(1)),
                Views.master("c", ranges.get(2)),
                Views.master("d", ranges.get(3)),
                Views.master("s", SlotSet.EMPTY));
    }

    private static Step next(List<NodeEntry> nodes, Goal goal) {
        return goal.next(Views.view(nodes, FACTS).with(SlotKeys.NONE));
    }

    private static Set<String> destinations(Step step) {
        return ((Step.MoveSlots) step)
                .moves().stream().map(move -> move.to().pod()).collect(Collectors.toSet());
    }

    @Test
    void theNamedMasterIsEmptiedOnToTheOtherActiveOnesAndNeverOnToTheStandby() {
        Step step = next(five(), new Goal.Drain(3, 0, Optional.of("b"), Set.of("s")));
        assertThat(destinations(step)).containsExactlyInAnyOrder("a", "c", "d");
    }

    @Test
    void anActiveMasterThatLeavesIsTheOneToEmptyWhenNoneIsNamed() {
        Step step = next(five(), new Goal.Drain(3, 0, Optional.empty(), Set.of("d")));
        assertThat(((Step.MoveSlots) step).moves())
                .allSatisfy(move -> assertThat(move.from().pod()).isEqualTo("d"));
    }

    @Test
    void anActiveMasterThatLeavesHandsOverToItsReplicaThatStays() {
        List<NodeEntry> nodes = new ArrayList<>(five());
        for (String pod : List.of("a", "b", "c", "d", "s")) {
            nodes.add(Views.replica(pod + "2", pod));
        }
        Step step = next(nodes, new Goal.Drain(3, 1, Optional.of("a"), Set.of("d", "s2")));
        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Failover.class,
                        failover -> assertThat(failover.replica().pod()).isEqualTo("d2"));
    }

    @Test
    void nodesThatLeaveGoOnRedirectingBeforeTheyAreStruckOut() {
        List<SlotSet> ranges = BootstrapPlan.evenRanges(3);
        List<NodeEntry> nodes = List.of(
                Views.master("a", ranges.get(0)),
                Views.master("b", ranges.get(1)),
                Views.master("c", ranges.get(2)),
                Views.master("s", SlotSet.EMPTY),
                Views.master("gone", SlotSet.EMPTY));
        Goal goal = new Goal.Drain(3, 0, Optional.empty(), Set.of("gone"));
        ClusterView view = Views.view(nodes, FACTS);
        assertThat(goal.next(view)).isEqualTo(new Step.Linger(Set.of(Views.id("gone"))));
        assertThat(goal.next(view.withLingered(Set.of(Views.id("gone")))))
                .isInstanceOfSatisfying(
                        Step.Forget.class,
                        forget ->
                                assertThat(forget.at()).extracting(NodeRef::pod).containsExactly("a", "b", "c", "s"));
    }

    @Test
    void aReplicaThatHoldsTheLastCopyOfAVanishedMasterIsNotReset() {
        List<NodeEntry> nodes = new ArrayList<>(five().subList(0, 3));
        nodes.set(2, Views.master("c", five().get(2).slots().plus(five().get(3).slots())));
        nodes.addAll(List.of(Views.master("s", SlotSet.EMPTY), Views.replica("o2", "old")));
        List<LiveNode> live = Views.view(nodes, FACTS).live().stream()
                .map(node -> node.pod().equals("o2")
                        ? new LiveNode(node.ref(), node.self(), node.table(), Views.facts(7, 1_000_000, 0))
                        : node)
                .toList();
        Step step = new Goal.Drain(3, 0, Optional.empty(), Set.of("o2"))
                .next(new ClusterView(live, List.of()).with(SlotKeys.NONE));
        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Wait.class,
                        wait -> assertThat(wait.reason())
                                .contains("o2 follows a master that is gone and holds", "may be the last copy"));
    }

    @Test
    void fewerNodesThanNeededAreRefusedWithNumbers() {
        Step step = next(five(), new Goal.Drain(4, 1, Optional.empty(), Set.of("s")));
        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Refuse.class,
                        refusal -> assertThat(refusal.sentence()).contains("need 10 nodes", "only 4 stay"));
    }

    @Test
    void aSlotOnItsWayToANodeThatIsGoneIsNotClosedOverItsKeys() {
        List<NodeEntry> nodes = new ArrayList<>(five());
        NodeEntry a = nodes.get(0);
        nodes.set(0, Views.entry("a", a.flags(), Optional.empty(), a.slots(), Map.of(7, Views.id("x")), Map.of()));
        nodes.add(Views.entry("x", Set.of("master", "fail"), Optional.empty(), SlotSet.EMPTY, Map.of(), Map.of()));
        ClusterView all = Views.view(nodes, FACTS);
        ClusterView view = new ClusterView(
                all.live().subList(0, 5), List.of(new SilentNode("x", "x", 6379, "Connection refused")));
        Step step = new Goal.Drain(3, 0, Optional.of("b"), Set.of("x")).next(view.with(SlotKeys.NONE));
        assertThat(step).isInstanceOfSatisfying(Step.Wait.class, wait -> {
            assertThat(wait.reason()).contains("slot 7 was on its way from a", "may hold some of its keys");
            assertThat(wait.limit()).isEqualTo(Step.Limit.PATIENCE);
        });
    }
}

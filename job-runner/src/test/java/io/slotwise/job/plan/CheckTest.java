package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckTest {
    private static final Facts FACTS = Views.facts(5000, 1_000_000, 0);

    private static List<NodeEntry> masters() {
        List<SlotSet> ranges = BootstrapPlan.evenRanges(3);
        return IntStream.range(0, 3)
                .mapToObj(i -> Views.atEpoch(i + 1, Views.master("pod-" + i, ranges.get(i))))
                .toList();
    }

    private static ClusterView with(NodeEntry... more) {
        List<NodeEntry> nodes = new ArrayList<>(masters());
        nodes.addAll(List.of(more));
        return Views.view(nodes, FACTS);
    }

    @Test
    void aSoundClusterHasNeitherProblemsNorWarnings() {
        Check check = Check.of(with());

        assertThat(check.problems()).isEmpty();
        assertThat(check.warnings()).isEmpty();
        assertThat(check.text()).endsWith("[OK] all 16384 slots covered, none open, all nodes agree");
    }

    @Test
    void twoMastersWithOneConfigEpochAreAProblem() {
        Check check = Check.of(Views.view(
                List.of(
                        Views.atEpoch(7, Views.master("a", SlotSet.range(0, 8000))),
                        Views.atEpoch(7, Views.master("b", SlotSet.range(8001, 16383)))),
                FACTS));

        assertThat(check.problems()).containsExactly("a and b have the same config epoch 7");
    }

    @Test
    void slotsThatTwoMastersClaimAreNamed() {
        assertThat(Check.of(with(Views.atEpoch(9, Views.master("thief", SlotSet.range(10, 12)))))
                        .problems())
                .anySatisfy(it -> assertThat(it).contains("3 slots are claimed by more than one master: 10-12 by "));
    }

    @Test
    void aReplicaOfAReplicaIsAProblemAndAMasterWithoutReplicaAWarning() {
        Check check = Check.of(with(Views.replica("r", "pod-0"), Views.replica("s", "r")));

        assertThat(check.problems()).contains("s follows r, which is no master that answers");
        assertThat(check.warnings()).contains("pod-1 has no replica, another master has 1");
    }

    @Test
    void aSlotIsOpenWhenAMasterSaysSo() {
        Map<Integer, String> importing = Map.of(7, Views.id("pod-0"));
        NodeEntry replica =
                Views.entry("r", Set.of("slave"), Optional.of(Views.id("pod-1")), SlotSet.EMPTY, Map.of(), importing);
        NodeEntry master = Views.atEpoch(
                9, Views.entry("m", Set.of("master"), Optional.empty(), SlotSet.EMPTY, Map.of(), importing));

        assertThat(Check.of(with(replica)).problems()).isEmpty();
        assertThat(Check.of(with(master)).problems())
                .singleElement()
                .asString()
                .startsWith("m has open slots: migrating none, importing 7");
    }

    @Test
    void settingsThatDifferAreAProblem() {
        Settings settings = new Settings(Map.of(
                "pod-0", Map.of("cluster-require-full-coverage", "no"),
                "pod-1", Map.of("cluster-require-full-coverage", "yes"),
                "pod-2", Map.of("cluster-require-full-coverage", "yes")));

        assertThat(Check.of(with(), settings).problems())
                .containsExactly("cluster-require-full-coverage differs: no on pod-0; yes on pod-1, pod-2");
    }

    @Test
    void aDeadNodeIsNamedOnceHoweverManyTablesItIsIn() {
        NodeEntry gone =
                Views.entry("gone", Set.of("master", "fail"), Optional.empty(), SlotSet.EMPTY, Map.of(), Map.of());
        List<LiveNode> left = with(gone).live().stream()
                .filter(node -> !node.pod().equals("gone"))
                .toList();

        assertThat(Check.of(new ClusterView(left, List.of())).problems())
                .containsExactly("the dead node gone:6379 (id-of-gone), which heal strikes if it owns no slot, is known"
                        + " at pod-0, pod-1, pod-2");
    }

    @Test
    void aMasterThatHoldsMuchMoreThanTheOthersIsAWarning() {
        List<LiveNode> live = new ArrayList<>(with().live());
        LiveNode first = live.get(0);
        live.set(0, new LiveNode(first.ref(), first.self(), first.table(), Views.facts(20_000, 1_000_000, 0)));

        assertThat(Check.of(new ClusterView(live, List.of())).warnings())
                .containsExactly("pod-0 holds 20000 keys, 200 % of the mean; see rebalance");
    }

    @Test
    void healLetsStraysFollowTheMasterOfTheirMaster() {
        ClusterView view = with(Views.replica("r", "pod-0"), Views.replica("s", "r"));

        Plan plan = Plan.of(new Goal.Heal(), view, SlotKeys.NONE, SlotLoads.NONE);

        assertThat(plan.stages())
                .extracting(Plan.Stage::sentence)
                .containsExactly("s follows pod-0", "s follows pod-1");
        assertThat(plan.objection()).isEmpty();
    }

    @Test
    void healDoesNotThrowAwayWhatMayBeTheLastCopy() {
        NodeEntry stray = Views.entry("s", Set.of("slave"), Optional.of("gone"), SlotSet.EMPTY, Map.of(), Map.of());

        Plan plan = Plan.of(new Goal.Heal(), with(stray), SlotKeys.NONE, SlotLoads.NONE);

        assertThat(plan.objection().orElseThrow()).contains("holds 5000 keys, which may be the last copy");
    }

    @Test
    void healDoesNotFillAHole() {
        ClusterView view = Views.view(masters().subList(0, 2), FACTS);

        Plan plan = Plan.of(new Goal.Heal(), view, SlotKeys.NONE, SlotLoads.NONE);

        assertThat(plan.stages()).isEmpty();
        assertThat(plan.objection().orElseThrow()).contains("slots have no owner that answers");
    }
}

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

class AddressesTest {
    private static final List<NodeEntry> NODES =
            List.of(Views.master("a", SlotSet.ALL), Views.master("b", SlotSet.EMPTY), Views.master("c", SlotSet.EMPTY));

    @Test
    void nodesThatJustCameBackElsewhereAreIntroducedBeforeAnybodyCallsThemDead() {
        ClusterView view = aHasBAt("old", "disconnected");
        assertThat(Addresses.step(view))
                .contains(new Step.Meet(
                        view.byPod("a").orElseThrow().ref(),
                        List.of(view.byPod("b").orElseThrow().ref()),
                        1));
    }

    @Test
    void whoIsInTouchHearsOfTheNewAddressByItself() {
        assertThat(Addresses.step(aHasBAt("old", "connected"))).isEmpty();
    }

    @Test
    void whoIsOutOfTouchAtItsOwnAddressIsNotIntroduced() {
        assertThat(Addresses.step(aHasBAt("b", "disconnected"))).isEmpty();
    }

    /** As when its volume comes back to a cluster that has struck it from its tables. */
    @Test
    void whoLooksForOthersWhereTheyAreNotAndWasForgottenByThemIsIntroducedToThem() {
        List<LiveNode> live =
                new ArrayList<>(Views.view(NODES, Views.facts(0, 1, 0)).live());
        LiveNode c = live.get(2);
        live.replaceAll(node -> with(
                node,
                node.equals(c)
                        ? node.table().entries().stream()
                                .map(entry -> entry.id().equals(c.id()) ? entry : at("old", entry))
                                .toList()
                        : node.table().entries().stream()
                                .filter(entry -> !entry.id().equals(c.id()))
                                .toList()));
        Step step = Addresses.step(new ClusterView(live, List.of())).orElseThrow();
        assertThat(((Step.Meet) step).newcomers()).contains(c.ref());
    }

    private static LiveNode with(LiveNode node, List<NodeEntry> entries) {
        return new LiveNode(node.ref(), node.self(), new NodeTable(entries), node.facts());
    }

    private static NodeEntry at(String host, NodeEntry entry) {
        return new NodeEntry(
                entry.id(),
                host,
                6379,
                16379,
                Set.of("master"),
                Optional.empty(),
                1,
                "disconnected",
                entry.slots(),
                Map.of(),
                Map.of());
    }

    private static ClusterView aHasBAt(String host, String link) {
        List<LiveNode> live =
                new ArrayList<>(Views.view(NODES, Views.facts(0, 1, 0)).live());
        LiveNode a = live.get(0);
        NodeEntry b = new NodeEntry(
                Views.id("b"),
                host,
                6379,
                16379,
                Set.of("master"),
                Optional.empty(),
                1,
                link,
                SlotSet.EMPTY,
                Map.of(),
                Map.of());
        NodeTable table = new NodeTable(a.table().entries().stream()
                .map(entry -> entry.id().equals(b.id()) ? b : entry)
                .toList());
        live.set(0, new LiveNode(a.ref(), a.self(), table, a.facts()));
        return new ClusterView(live, List.of());
    }
}

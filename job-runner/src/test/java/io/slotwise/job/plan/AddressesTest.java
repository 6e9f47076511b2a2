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

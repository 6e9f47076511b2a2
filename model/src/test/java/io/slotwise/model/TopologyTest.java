package io.slotwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private static final String ID = "07c37dfeb235213a872192d90877d0cd55635b91";
    private static final String OTHER = "67ed2db8d677e59ec4a4cefb06858cf2a1a89fa1";

    @Property
    void aSlotSetIsWhatItWasMadeOf(@ForAll Set<@IntRange(max = 16383) Integer> slots) {
        SlotSet set = SlotSet.of(slots.stream().mapToInt(Integer::intValue));
        assertThat(set.stream().boxed()).containsExactlyInAnyOrderElementsOf(slots);
        assertThat(SlotSet.parse(set.toString())).isEqualTo(set);
    }

    @Property
    void minusAndIntersectionPartTheSet(
            @ForAll Set<@IntRange(max = 16383) Integer> a, @ForAll Set<@IntRange(max = 16383) Integer> b) {
        SlotSet left = SlotSet.of(a.stream().mapToInt(Integer::intValue));
        SlotSet right = SlotSet.of(b.stream().mapToInt(Integer::intValue));
        assertThat(left.minus(right).plus(left.intersection(right))).isEqualTo(left);
        assertThat(left.minus(right).intersection(right)).isEqualTo(SlotSet.EMPTY);
    }

    @Test
    void rangesAreWrittenAsRedisWritesThem() {
        assertThat(SlotSet.parse("5 1-3  16383")).hasToString("1-3,5,16383");
        assertThat(SlotSet.ALL).hasToString("0-16383");
        assertThat(SlotSet.EMPTY).hasToString("");
    }

    @Test
    void whatIsNoSlotIsRefusedByName() {
        assertThatThrownBy(() -> SlotSet.parse("1-x")).hasMessageContaining("'x'");
        assertThatThrownBy(() -> SlotSet.parse("16384")).hasMessageContaining("16384");
        assertThatThrownBy(() -> SlotSet.parse("9-3")).hasMessageContaining("ends before");
    }

    @Test
    void whenANodeLastHeardOfAnotherIsReadFromItsAnswer() {
        String answer = ID + " 10.0.0.1:6379@16379 myself,master - 0 0 1 connected 0-5\n" + OTHER
                + " 10.0.0.2:6379@16379 slave " + ID + " 7 1795364350999 1 connected\n";
        assertThat(NodeTable.heard(answer, OTHER)).hasValue(1795364350999L);
        assertThat(NodeTable.heard(answer, "0".repeat(40))).isEmpty();
    }

    @Test
    void whatSeveralNodesSayOfOneIsKeptOnce() {
        Map<String, NodeEntry> known = new HashMap<>();
        NodeTable one = NodeTable.parse(ID + " 10.0.0.1:6379@16379 master - 0 1795364350000 1 connected 0-5\n", known);
        NodeTable other =
                NodeTable.parse(ID + " 10.0.0.1:6379@16379 master - 7 1795364350999 1 connected 0-5\n", known);
        NodeTable third =
                NodeTable.parse(ID + " 10.0.0.1:6379@16379 master - 0 1795364350000 2 connected 0-5\n", known);

        assertThat(other).isEqualTo(one);
        assertThat(other.byId(ID).orElseThrow()).isSameAs(one.byId(ID).orElseThrow());
        assertThat(third.byId(ID).orElseThrow().configEpoch()).isEqualTo(2);
    }

    @Test
    void aNodeTableIsReadWithItsOpenSlots() {
        NodeTable table = NodeTable.parse(
                ID + " 127.0.0.1:30004@31004,host,shard-id=1 myself,master - 0 1426238317239 4 connected 0-5 9 "
                        + "[7->-" + OTHER + "] [8-<-" + OTHER + "]\n"
                        + OTHER + " ::1:30005@31005 slave,fail? " + ID + " 0 1426238316232 5 disconnected\n");

        NodeEntry me = table.myself();
        assertThat(me.slots()).hasToString("0-5,9");
        assertThat(me.migrating()).isEqualTo(Map.of(7, OTHER));
        assertThat(me.importing()).isEqualTo(Map.of(8, OTHER));
        assertThat(me.busPort()).isEqualTo(31004);
        assertThat(table.replicasOf(ID)).singleElement().satisfies(replica -> {
            assertThat(replica.isFailing()).isTrue();
            assertThat(replica.address()).isEqualTo("[::1]:30005");
        });
        assertThat(table.covered().size()).isEqualTo(7);
    }

    @Test
    void anAnnouncedHostNameIsReadAndOtherAdditionsAreNotTakenForOne() {
        NodeTable table = NodeTable.parse(ID + " ::1:7000@17000,one.example master - 0 0 1 connected 0-5\n" + OTHER
                + " 10.0.0.2:7000@17000,,shard-id=ab master - 0 0 2 connected 6-9\n");

        assertThat(table.entries()).extracting(NodeEntry::hostname).containsExactly("one.example", "");
        assertThat(table.entries()).extracting(NodeEntry::address).containsExactly("[::1]:7000", "10.0.0.2:7000");
    }

    @Test
    void aLineThatIsNoNodeIsNamed() {
        assertThatThrownBy(() -> NodeTable.parse("ERR unknown")).hasMessageContaining("ERR unknown");
    }
}

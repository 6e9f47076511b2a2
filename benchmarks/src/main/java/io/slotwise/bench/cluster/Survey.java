package io.slotwise.bench.cluster;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Optional;

/**
 * What every node of a cluster says about slots.
 *
 * @param tables one of each node
 */
public record Survey(List<NodeTable> tables) {
    public Survey {
        tables = List.copyOf(tables);
    }

    /** What is wrong with the slots, in a sentence; nothing if each has one owner that all nodes know and none is open. */
    public Optional<String> problem() {
        for (NodeTable table : tables) {
            NodeEntry teller = table.myself();
            if (!table.covered().equals(SlotSet.ALL)) {
                return Optional.of(teller.address() + " knows owners of "
                        + table.covered().size() + " slots, not " + SlotSet.COUNT);
            }
            if (teller.hasOpenSlots()) {
                return Optional.of(teller.address() + " has open slots");
            }
            if (tables.stream().anyMatch(other -> !slots(other, teller.id()).equals(teller.slots()))) {
                return Optional.of("the nodes disagree about the slots of " + teller.address());
            }
        }
        return Optional.empty();
    }

    /** The slots that a node says it owns. */
    public SlotSet slotsOf(String id) {
        return tables.stream()
                .map(NodeTable::myself)
                .filter(entry -> entry.id().equals(id))
                .map(NodeEntry::slots)
                .findFirst()
                .orElse(SlotSet.EMPTY);
    }

    /**
     * The address of the owner of a slot.
     *
     * @throws IllegalStateException when nobody says it is his
     */
    public String owner(int slot) {
        return tables.stream()
                .map(NodeTable::myself)
                .filter(entry -> entry.slots().contains(slot))
                .map(NodeEntry::address)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("slot " + slot + " has no owner"));
    }

    private static SlotSet slots(NodeTable table, String id) {
        return table.byId(id).map(NodeEntry::slots).orElse(SlotSet.EMPTY);
    }
}

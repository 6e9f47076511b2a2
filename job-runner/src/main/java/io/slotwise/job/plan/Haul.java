package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The slots that go from one master to another. */
record Haul(NodeRef from, NodeRef to, SlotSet slots) {
    private record Pair(NodeRef from, NodeRef to) {}

    /** Moves by pair of masters, in the order in which each pair is first taken. */
    static List<Haul> of(List<Move> moves) {
        Map<Pair, List<Integer>> hauls = new LinkedHashMap<>();
        moves.forEach(
                move -> hauls.computeIfAbsent(new Pair(move.from(), move.to()), pair -> new java.util.ArrayList<>())
                        .add(move.slot()));
        return hauls.entrySet().stream()
                .map(entry -> new Haul(
                        entry.getKey().from(),
                        entry.getKey().to(),
                        SlotSet.of(entry.getValue().stream().mapToInt(Integer::intValue))))
                .toList();
    }
}

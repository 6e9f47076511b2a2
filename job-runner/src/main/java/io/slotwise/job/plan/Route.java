package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The slots that go from one master to another. */
record Route(NodeRef from, NodeRef to, SlotSet slots) {
    private record Pair(NodeRef from, NodeRef to) {}

    /** Moves by route, in the order in which each route is first taken. */
    static List<Route> of(List<Move> moves) {
        Map<Pair, List<Integer>> routes = new LinkedHashMap<>();
        moves.forEach(
                move -> routes.computeIfAbsent(new Pair(move.from(), move.to()), pair -> new java.util.ArrayList<>())
                        .add(move.slot()));
        return routes.entrySet().stream()
                .map(entry -> new Route(
                        entry.getKey().from(),
                        entry.getKey().to(),
                        SlotSet.of(entry.getValue().stream().mapToInt(Integer::intValue))))
                .toList();
    }
}

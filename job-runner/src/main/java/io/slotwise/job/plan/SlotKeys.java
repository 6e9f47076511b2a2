package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many keys each slot holds at each node: the masters' own counts. Slots without keys are left out.
 *
 * @param byNode keys by slot, by node id: of the slots that a node owns, and of those that are open or that nobody claims
 * @param strays what masters hold of other slots, as far as that was looked for
 */
public record SlotKeys(Map<String, Map<Integer, Integer>> byNode, StrayKeys strays) {
    public static final SlotKeys NONE = new SlotKeys(Map.of());

    public SlotKeys {
        Map<String, Map<Integer, Integer>> copy = new HashMap<>();
        byNode.forEach((id, counts) -> copy.put(id, Map.copyOf(counts)));
        byNode = Map.copyOf(copy);
    }

    public SlotKeys(Map<String, Map<Integer, Integer>> byNode) {
        this(byNode, StrayKeys.NONE);
    }

    /** The same with what else was found. */
    public SlotKeys with(StrayKeys found) {
        return new SlotKeys(byNode, found);
    }

    /** Keys of that slot at that node. */
    public int at(String id, int slot) {
        return byNode.getOrDefault(id, Map.of()).getOrDefault(slot, 0);
    }

    /** Keys at that node. */
    public long at(String id) {
        return byNode.getOrDefault(id, Map.of()).values().stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** The counts when the moves are done. */
    SlotKeys after(List<Move> moves) {
        Map<String, Map<Integer, Integer>> counts = new HashMap<>();
        byNode.forEach((id, slots) -> counts.put(id, new HashMap<>(slots)));
        for (Move move : moves) {
            Integer count =
                    counts.getOrDefault(move.from().id(), new HashMap<>()).remove(move.slot());
            if (count != null) {
                counts.computeIfAbsent(move.to().id(), id -> new HashMap<>()).merge(move.slot(), count, Integer::sum);
            }
        }
        return new SlotKeys(counts, strays);
    }

    /** The counts when one node has taken over from another. */
    SlotKeys inherit(String from, String to) {
        Map<String, Map<Integer, Integer>> counts = new HashMap<>(byNode);
        counts.put(to, counts.getOrDefault(from, Map.of()));
        counts.remove(from);
        return new SlotKeys(counts, strays);
    }

    /** Keys of that slot at all nodes together. */
    public int in(int slot) {
        return byNode.values().stream()
                .mapToInt(counts -> counts.getOrDefault(slot, 0))
                .sum();
    }

    public long in(SlotSet slots) {
        return slots.stream().mapToLong(this::in).sum();
    }
}

package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.HashMap;
import java.util.Map;

/** How many keys each slot holds at each node: the masters' own counts. Slots without keys are left out. */
public record SlotKeys(Map<String, Map<Integer, Integer>> byNode) {
    public static final SlotKeys NONE = new SlotKeys(Map.of());

    public SlotKeys {
        Map<String, Map<Integer, Integer>> copy = new HashMap<>();
        byNode.forEach((id, counts) -> copy.put(id, Map.copyOf(counts)));
        byNode = Map.copyOf(copy);
    }

    /** Keys of that slot at that node. */
    public int at(String id, int slot) {
        return byNode.getOrDefault(id, Map.of()).getOrDefault(slot, 0);
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

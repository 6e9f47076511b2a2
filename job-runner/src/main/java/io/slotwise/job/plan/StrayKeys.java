package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Slots of which masters hold keys that no client can reach there: they neither own the slots nor import them.
 *
 * @param copies by node id, those in which a mark says that a move was cut off
 * @param unmarked by node id, the others; some servers delete what they have given away only afterwards
 */
public record StrayKeys(Map<String, SlotSet> copies, Map<String, SlotSet> unmarked) {
    public static final StrayKeys NONE = new StrayKeys(Map.of(), Map.of());

    public StrayKeys {
        copies = Map.copyOf(copies);
        unmarked = Map.copyOf(unmarked);
    }

    /** What a later look has found too: what is on its way between two looks is none. */
    public StrayKeys stillIn(StrayKeys later) {
        return new StrayKeys(both(copies, later.copies), both(unmarked, later.unmarked));
    }

    private static Map<String, SlotSet> both(Map<String, SlotSet> one, Map<String, SlotSet> other) {
        Map<String, SlotSet> both = new HashMap<>();
        one.forEach((node, slots) -> {
            SlotSet common = slots.intersection(other.getOrDefault(node, SlotSet.EMPTY));
            if (!common.isEmpty()) {
                both.put(node, common);
            }
        });
        return both;
    }
}

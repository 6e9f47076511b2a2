package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;

/**
 * How much load a slot is held to carry, in keys. Half of a cluster's load is laid on the keys where they lie and half on
 * all slots alike: keys say where the load is, but an empty slot may fill, and a cluster without keys still has to be
 * divided.
 */
record SlotWeights(SlotKeys keys, double base) {
    static SlotWeights of(SlotKeys keys) {
        return new SlotWeights(keys, Math.max(1.0, (double) keys.in(SlotSet.ALL) / SlotSet.COUNT));
    }

    double of(int slot) {
        return base + keys.in(slot);
    }

    double of(SlotSet slots) {
        return slots.size() * base + keys.in(slots);
    }
}

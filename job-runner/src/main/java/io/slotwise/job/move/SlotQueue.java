package io.slotwise.job.move;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/** Slots of one route that wait for a worker. */
final class SlotQueue {
    private final Queue<Integer> slots;

    SlotQueue(Collection<Integer> slots) {
        this.slots = new ArrayDeque<>(slots);
    }

    /** The next slots, no more than {@code most}; none when all are taken. */
    synchronized List<Integer> take(int most) {
        List<Integer> taken = new ArrayList<>(most);
        while (taken.size() < most && !slots.isEmpty()) {
            taken.add(slots.remove());
        }
        return taken;
    }
}

package io.slotwise.job.move;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Slots of one route that wait for a worker. */
final class SlotQueue {
    private final Deque<Integer> slots;

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

    /** Puts taken slots back to where they were. */
    synchronized void giveBack(List<Integer> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            slots.addFirst(taken.get(i));
        }
    }

    synchronized List<Integer> waiting() {
        return List.copyOf(slots);
    }

    synchronized boolean isEmpty() {
        return slots.isEmpty();
    }

    /** Takes all of them out that are among those. */
    synchronized List<Integer> takeAll(Set<Integer> wanted) {
        List<Integer> taken = slots.stream().filter(wanted::contains).toList();
        slots.removeAll(taken);
        return taken;
    }

    synchronized boolean holds(IntPredicate wanted) {
        return slots.stream().anyMatch(wanted::test);
    }
}

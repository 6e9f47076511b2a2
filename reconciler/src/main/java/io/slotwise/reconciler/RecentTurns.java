package io.slotwise.reconciler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How the last twenty turns ended. */
final class RecentTurns {
    private static final int MOST = 20;

    private final Deque<End> ends = new ArrayDeque<>();

    /** How a turn ended. */
    enum End {
        WELL,
        BADLY
    }

    synchronized void add(End end) {
        ends.addLast(end);
        if (ends.size() > MOST) {
            ends.removeFirst();
        }
    }

    /** What is wrong when there were enough and at least half of them failed. */
    synchronized Optional<String> problem() {
        long failed = ends.stream().filter(end -> end == End.BADLY).count();
        return ends.size() == MOST && failed * 2 >= MOST
                ? Optional.of(failed + " of the last " + MOST + " turns failed")
                : Optional.empty();
    }
}

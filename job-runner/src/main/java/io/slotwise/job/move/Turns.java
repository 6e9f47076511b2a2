package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Who may use a node's engine next: a node takes one migration at a time. */
final class Turns {
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Nodes that are taken until it ends. */
    interface Turn {
        void end();
    }

    /** Waits until all these nodes are free; always in the same order, so that nobody waits in a circle. */
    Turn take(List<NodeRef> nodes) {
        List<ReentrantLock> taken = new ArrayList<>();
        nodes.stream()
                .map(NodeRef::id)
                .sorted()
                .map(id -> locks.computeIfAbsent(id, it -> new ReentrantLock(true)))
                .forEach(lock -> {
                    lock.lock();
                    taken.add(lock);
                });
        return () -> taken.forEach(ReentrantLock::unlock);
    }
}

package io.slotwise.bench.run;

import java.util.List;

/**
 * What a mover is asked to do.
 *
 * @param sources the masters that give, in equal parts
 * @param destination the master that receives; it has no slots yet
 * @param slots how many move in all
 */
public record Task(List<Node> sources, Node destination, int slots) {
    /**
     * A master as a mover may name it.
     *
     * @param address {@code host:port}
     * @param id its cluster id
     * @param firstSlot the lowest slot that it owns, or would own
     */
    public record Node(String address, String id, int firstSlot) {}

    public Task {
        sources = List.copyOf(sources);
    }
}

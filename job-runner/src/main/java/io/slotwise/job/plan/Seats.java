package io.slotwise.job.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places for replicas, and the nodes that take them: each on another machine than the rest of its shard, as far as that can
 * be. Nodes change places for as long as that parts some that would be lost together.
 */
final class Seats {
    /**
     * A place.
     *
     * @param master of the shard
     * @param shard it and the replicas that it has
     */
    private record Seat(LiveNode master, List<LiveNode> shard) {}

    private final Machines machines;
    private final List<Seat> seats = new ArrayList<>();

    Seats(Machines machines) {
        this.machines = machines;
    }

    /** Adds as many places as the shard lacks replicas. */
    void add(LiveNode master, List<LiveNode> followers, int replicas) {
        List<LiveNode> shard = new ArrayList<>(followers);
        shard.add(master);
        IntStream.range(followers.size(), replicas).forEach(i -> seats.add(new Seat(master, shard)));
    }

    /** Who follows whom, the first of the spares first; there may be fewer or more of them than places. */
    List<Step.Following> taken(List<LiveNode> spares) {
        int count = Math.min(seats.size(), spares.size());
        List<LiveNode> sitting = new ArrayList<>(spares.subList(0, count));
        boolean improves = true;
        while (improves) {
            improves = false;
            for (int i = 0; i < count; i++) {
                for (int j = i + 1; j < count; j++) {
                    improves |= swapIfBetter(sitting, i, j);
                }
            }
        }
        return IntStream.range(0, count)
                .mapToObj(i -> new Step.Following(
                        sitting.get(i).ref(), seats.get(i).master().ref()))
                .toList();
    }

    private boolean swapIfBetter(List<LiveNode> sitting, int i, int j) {
        long before = neighbours(sitting, i) + neighbours(sitting, j);
        Collections.swap(sitting, i, j);
        if (neighbours(sitting, i) + neighbours(sitting, j) < before) {
            return true;
        }
        Collections.swap(sitting, i, j);
        return false;
    }

    /** How many of its shard are on its machine. */
    private long neighbours(List<LiveNode> sitting, int i) {
        Seat seat = seats.get(i);
        LiveNode node = sitting.get(i);
        return seat.shard().stream()
                        .filter(other -> machines.isSame(node, other))
                        .count()
                + IntStream.range(0, sitting.size())
                        .filter(k -> k != i && seats.get(k).master().equals(seat.master()))
                        .filter(k -> machines.isSame(node, sitting.get(k)))
                        .count();
    }
}

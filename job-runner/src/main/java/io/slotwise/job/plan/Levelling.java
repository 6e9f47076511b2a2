package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Takes load from the most loaded masters, highest slots first, until the receiver carries its fair share. What is left of
 * the givers differs less than before and no giver falls below the share.
 */
final class Levelling {
    /** A receiver this close below its share, as a fraction of it, is left alone: keys come and go meanwhile. */
    private static final double TOLERANCE = 0.02;

    /**
     * A master that gives.
     *
     * @param master who
     * @param slots what it owns
     * @param load what it carries
     */
    record Giver(NodeRef master, SlotSet slots, Load load) {}

    private static final class Pile {
        private final NodeRef master;
        private final int[] slots;
        private int left;
        private Load load;

        Pile(Giver giver) {
            this.master = giver.master();
            this.slots = giver.slots().stream().toArray();
            this.left = slots.length;
            this.load = giver.load();
        }

        double total() {
            return load.total();
        }
    }

    private Levelling() {}

    /**
     * The moves in the order in which to make them, so that the givers are level at every moment.
     *
     * @param receiver who takes
     * @param carried what it carries already
     */
    static List<Move> moves(NodeRef receiver, double carried, List<Giver> givers, SlotWeights weights) {
        double all =
                carried + givers.stream().mapToDouble(g -> g.load().total()).sum();
        double share = all / (givers.size() + 1);
        List<Move> moves = new ArrayList<>();
        if (carried >= share * (1 - TOLERANCE)) {
            return moves;
        }
        PriorityQueue<Pile> piles = new PriorityQueue<>(
                Comparator.comparingDouble(Pile::total).reversed().thenComparing(pile -> pile.master.pod()));
        givers.stream().map(Pile::new).forEach(piles::add);
        double missing = share - carried;
        while (!piles.isEmpty()) {
            Pile top = piles.remove();
            if (top.left <= 1) {
                continue; // its last slot stays, so that it stays an active master
            }
            int slot = top.slots[top.left - 1];
            double weight = weights.of(slot);
            double load = weight * top.load.perWeight();
            if (load / 2 > missing) {
                break;
            }
            moves.add(new Move(slot, top.master, receiver));
            missing -= load;
            top.left--;
            top.load = top.load.without(weight);
            piles.add(top);
        }
        return moves;
    }
}

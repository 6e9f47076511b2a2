package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.PriorityQueue;
import java.util.function.IntToDoubleFunction;

/**
 * Empties a master on to others: each slot goes to the one that is emptiest for its size, then each destination's part is
 * laid out as one run of slots, since scattered slots make every node table long.
 */
final class Spread {
    private static final class Basin {
        private final LiveNode node;
        private final double limit;
        private double filled;
        private double taken;

        Basin(LiveNode node, double filled, double limit) {
            this.node = node;
            this.filled = filled;
            this.limit = limit;
        }

        double level() {
            return filled / limit;
        }

        void pour(double amount) {
            filled += amount;
            taken += amount;
        }
    }

    private Spread() {}

    /** Moves of all slots of {@code from}, in slot order. */
    static List<Move> moves(LiveNode from, List<LiveNode> destinations, SlotWeights weights) {
        boolean limited = destinations.stream().allMatch(node -> node.facts().limitBytes() > 0);
        double perKey = limited ? Math.max(1, Room.bytesPerKey(from)) : 1;
        PriorityQueue<Basin> basins =
                new PriorityQueue<>(Comparator.comparingDouble(Basin::level).thenComparing(basin -> basin.node.pod()));
        for (LiveNode node : destinations) {
            basins.add(
                    limited
                            ? new Basin(
                                    node, node.facts().usedBytes(), node.facts().limitBytes())
                            : new Basin(node, weights.of(node.slots()), 1));
        }
        return pour(from, basins, slot -> weights.of(slot) * perKey);
    }

    /** The same, by what is known of each slot. */
    static List<Move> moves(LiveNode from, List<LiveNode> destinations, SlotLoads loads) {
        boolean limited = destinations.stream().allMatch(node -> node.facts().limitBytes() > 0);
        double[] amount = loads.in(limited ? SlotLoads.Unit.BYTES : loads.unit());
        PriorityQueue<Basin> basins =
                new PriorityQueue<>(Comparator.comparingDouble(Basin::level).thenComparing(basin -> basin.node.pod()));
        for (LiveNode node : destinations) {
            double filled = limited
                    ? (double) node.facts().usedBytes()
                    : node.slots().stream()
                            .mapToDouble(slot -> amount[slot] + 1)
                            .sum();
            basins.add(new Basin(node, filled, limited ? (double) node.facts().limitBytes() : 1));
        }
        return pour(from, basins, slot -> amount[slot] + 1); // empty slots are spread too
    }

    private static List<Move> pour(LiveNode from, PriorityQueue<Basin> basins, IntToDoubleFunction amounts) {
        from.slots().stream().forEach(slot -> {
            Basin lowest = basins.remove();
            lowest.pour(amounts.applyAsDouble(slot));
            basins.add(lowest);
        });
        return inRuns(from, basins, amounts);
    }

    private static List<Move> inRuns(LiveNode from, PriorityQueue<Basin> basins, IntToDoubleFunction amounts) {
        List<Basin> order = basins.stream()
                .filter(basin -> basin.taken > 0)
                .sorted(Comparator.comparing(basin -> basin.node.pod()))
                .toList();
        SlotSet slots = from.slots();
        List<Move> moves = new ArrayList<>(slots.size());
        int current = 0;
        double left = order.isEmpty() ? 0 : order.get(0).taken;
        PrimitiveIterator.OfInt each = slots.stream().iterator();
        while (each.hasNext()) {
            int slot = each.nextInt();
            double amount = amounts.applyAsDouble(slot);
            while (left < amount / 2 && current < order.size() - 1) {
                left += order.get(++current).taken;
            }
            moves.add(new Move(slot, from.ref(), order.get(current).node.ref()));
            left -= amount;
        }
        return moves;
    }
}

package io.slotwise.job.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Works out placements from what slots carry. The same input gives the same placement. */
public final class Placements {
    private Placements() {}

    /**
     * Evens out the load of masters.
     *
     * @param masters those that take part
     * @param thresholdPercent how far from the mean is near enough, 0 to 100
     */
    public static Placement even(List<LiveNode> masters, SlotLoads loads, double thresholdPercent) {
        Levels levels = new Levels(masters, loads);
        double mean = levels.mean();
        double near = mean * thresholdPercent / 100;
        Levels.Bounds bounds = new Levels.Bounds(mean - near, mean, mean + near);
        levels.lower(bounds, node -> true);
        levels.raise(bounds);
        List<String> remarks = new ArrayList<>();
        masters.stream()
                .filter(node -> levels.loadOf(node.id()) > bounds.upper())
                .forEach(node -> remarks.add(stuck(levels, node, mean)));
        return levels.moves().isEmpty() && !remarks.isEmpty()
                ? new Placement.Refused(String.join("; ", remarks))
                : Placement.Wanted.of(levels.moves(), remarks);
    }

    /**
     * Brings one master down with as few bytes moved as can be.
     *
     * @param hot the master to relieve
     * @param belowPercent of the mean load of all masters, 100 or more
     */
    public static Placement relieve(LiveNode hot, List<LiveNode> masters, SlotLoads loads, double belowPercent) {
        Levels levels = new Levels(masters, loads);
        double mean = levels.mean();
        levels.lower(new Levels.Bounds(0, mean, mean * belowPercent / 100), hot::equals);
        return levels.loadOf(hot.id()) > mean * belowPercent / 100
                ? new Placement.Refused(stuck(levels, hot, mean))
                : Placement.Wanted.of(levels.moves(), List.of());
    }

    /** Gives all slots of a master to others, by what they have room for. */
    public static Placement empty(LiveNode from, List<LiveNode> others, SlotLoads loads) {
        if (others.isEmpty()) {
            return new Placement.Refused("no other master owns slots, so " + from.pod() + " cannot be emptied");
        }
        List<Move> moves = Spread.moves(from, others, loads);
        Optional<String> objection = others.stream()
                .flatMap(node -> objection(node, moves, loads).stream())
                .findFirst();
        return objection.<Placement>map(Placement.Refused::new).orElseGet(() -> Placement.Wanted.of(moves, List.of()));
    }

    private static Optional<String> objection(LiveNode node, List<Move> moves, SlotLoads loads) {
        long bytes = moves.stream()
                .filter(move -> move.to().equals(node.ref()))
                .mapToLong(move -> loads.of(move.slot()).bytes())
                .sum();
        return bytes > Room.free(node) ? Optional.of(Room.sentence(node, (double) bytes)) : Optional.empty();
    }

    private static String stuck(Levels levels, LiveNode node, double mean) {
        int slot = Levels.heaviest(node.slots(), levels.load());
        double alone = levels.heaviestSlotOf(node.id());
        double left = levels.loadOf(node.id());
        String carries = String.format(
                Locale.ROOT,
                "%s would still carry %.0f %% of the mean (%s)",
                node.pod(),
                100 * left / mean,
                levels.unit().words());
        return alone > left / 2
                ? carries
                        + String.format(
                                Locale.ROOT,
                                ": slot %d alone carries %.0f %% of it, and moving a slot does not split it; spread its keys over"
                                        + " more slots",
                                slot,
                                100 * alone / left)
                : carries + ": the other masters have no room for more; add a master, or raise their maxmemory";
    }
}

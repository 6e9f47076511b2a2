package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Masters that pass slots to each other until each is within bounds. Nobody gives more than brings it to its bound, nobody
 * falls below the mean by giving, nobody rises above the upper bound or its memory limit by taking; and what goes is what
 * carries most load for its bytes.
 */
final class Levels {
    /**
     * What each master shall carry.
     *
     * @param lower none shall be below
     * @param mean of all masters
     * @param upper none shall be above
     */
    record Bounds(double lower, double mean, double upper) {}

    private static final class Pile {
        private final LiveNode node;
        private final List<Integer> slots;
        private double load;
        private long room;

        Pile(LiveNode node, List<Integer> slots, double load) {
            this.node = node;
            this.slots = new ArrayList<>(slots);
            this.load = load;
            this.room = Room.free(node);
        }

        double load() {
            return load;
        }

        String pod() {
            return node.pod();
        }
    }

    private final SlotLoads loads;
    private final SlotLoads.Unit unit;
    private final double[] load;
    private final List<Pile> piles;
    private final List<Move> moves = new ArrayList<>();

    Levels(List<LiveNode> masters, SlotLoads loads) {
        this.loads = loads;
        this.unit = loads.unit();
        this.load = loads.in(unit);
        this.piles = masters.stream().map(this::pile).toList();
    }

    private Pile pile(LiveNode node) {
        List<Integer> order = node.slots().stream()
                .filter(slot -> load[slot] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(this::bytesPerLoad)
                        .thenComparing(Comparator.<Integer>naturalOrder().reversed()))
                .toList();
        return new Pile(
                node,
                order,
                node.slots().stream().mapToDouble(slot -> load[slot]).sum());
    }

    private double bytesPerLoad(int slot) {
        return unit == SlotLoads.Unit.CPU ? loads.of(slot).bytes() / load[slot] : 1;
    }

    double mean() {
        return piles.stream().mapToDouble(Pile::load).average().orElse(0);
    }

    double loadOf(String id) {
        return piles.stream()
                .filter(pile -> pile.node.id().equals(id))
                .mapToDouble(Pile::load)
                .sum();
    }

    double heaviestSlotOf(String id) {
        return piles.stream()
                .filter(pile -> pile.node.id().equals(id))
                .flatMap(pile -> pile.slots.stream())
                .mapToDouble(slot -> load[slot])
                .max()
                .orElse(0);
    }

    SlotLoads.Unit unit() {
        return unit;
    }

    /** The moves so far, in order. */
    List<Move> moves() {
        return List.copyOf(moves);
    }

    /** Lets masters above the upper bound give, the most loaded first. */
    void lower(Bounds bounds, Predicate<LiveNode> who) {
        sorted(Comparator.comparingDouble(Pile::load).reversed())
                .filter(pile -> who.test(pile.node))
                .forEach(giver -> shed(giver, bounds));
    }

    private void shed(Pile giver, Bounds bounds) {
        Optional<Pile> current = Optional.empty();
        for (int slot : List.copyOf(giver.slots)) {
            if (giver.load <= bounds.upper()) {
                return;
            }
            Optional<Pile> receiver = current.filter(pile -> pile.load < fill(bounds))
                    .filter(pile -> mayGo(slot, giver, pile, bounds))
                    .or(() -> sorted(Comparator.comparingDouble(Pile::load))
                            .filter(pile -> mayGo(slot, giver, pile, bounds))
                            .findFirst());
            receiver.ifPresent(pile -> go(slot, giver, pile));
            current = receiver;
        }
    }

    /** How far one receiver is filled before the next is looked for: those that lack most come first. */
    private double fill(Bounds bounds) {
        return piles.stream().anyMatch(pile -> pile.load < bounds.lower()) ? bounds.lower() : bounds.mean();
    }

    /** Lets masters below the lower bound take, the least loaded first. */
    void raise(Bounds bounds) {
        sorted(Comparator.comparingDouble(Pile::load)).forEach(receiver -> {
            while (receiver.load < bounds.lower()) {
                Optional<Pile> giver = sorted(
                                Comparator.comparingDouble(Pile::load).reversed())
                        .filter(pile -> pile.slots.stream().anyMatch(slot -> mayGo(slot, pile, receiver, bounds)))
                        .findFirst();
                if (giver.isEmpty()) {
                    return;
                }
                take(receiver, giver.get(), bounds);
            }
        });
    }

    /** From one giver until another is more loaded than it. */
    private void take(Pile receiver, Pile giver, Bounds bounds) {
        double next = piles.stream()
                .filter(pile -> !pile.equals(giver))
                .mapToDouble(Pile::load)
                .max()
                .orElse(0);
        boolean taken = false;
        for (int slot : List.copyOf(giver.slots)) {
            if (receiver.load >= bounds.lower() || (taken && giver.load < next)) {
                return;
            }
            if (mayGo(slot, giver, receiver, bounds)) {
                go(slot, giver, receiver);
                taken = true;
            }
        }
    }

    private boolean mayGo(int slot, Pile giver, Pile receiver, Bounds bounds) {
        return !giver.equals(receiver)
                && giver.load - load[slot] >= bounds.mean() * (1 - 1e-9)
                && receiver.load + load[slot] <= bounds.upper()
                && receiver.room >= loads.of(slot).bytes();
    }

    private void go(int slot, Pile giver, Pile receiver) {
        moves.add(new Move(slot, giver.node.ref(), receiver.node.ref()));
        giver.slots.removeIf(it -> it == slot);
        giver.load -= load[slot];
        receiver.load += load[slot];
        receiver.room -= loads.of(slot).bytes();
    }

    private Stream<Pile> sorted(Comparator<Pile> order) {
        return piles.stream().sorted(order.thenComparing(Pile::pod)).toList().stream();
    }

    /** The pod's slot with most load, and how much of a master's load it is. */
    static int heaviest(SlotSet slots, double[] load) {
        return slots.stream()
                .boxed()
                .max(Comparator.comparingDouble(slot -> load[slot]))
                .orElse(0);
    }

    double[] load() {
        return Arrays.copyOf(load, load.length);
    }
}

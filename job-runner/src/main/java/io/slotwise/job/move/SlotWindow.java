package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * A few slots on their way from one master to another: all opened at the destination, each at the source as the pace
 * allows, and all of them emptied, so that {@link HandOver} can make the destination their owner.
 *
 * <p>The order is what makes a kill harmless. A slot that is only importing is still served by its source alone. A slot is
 * handed over only when the source has been seen without keys of it, because the source throws away what it still holds
 * as soon as it hears of the new owner; while a slot is migrating no new key can appear at the source.
 *
 * <p>Slots are handed over together, however few may be copied at once: an owner's new epoch makes every node of the
 * cluster wait for its disk.
 */
final class SlotWindow {
    private final Route route;
    private final MoveLimits limits;
    private final Leftovers leftovers;
    private final SlotCopy copy;
    private final SlotOrders orders;
    private final Emptying emptying;
    private final Set<Integer> filled = new TreeSet<>();
    private final List<Integer> slots = new ArrayList<>();
    private long keys;

    SlotWindow(
            Connections connections,
            Route route,
            MoveLimits limits,
            Leftovers leftovers,
            SlotCopy copy,
            SlotOrders orders) {
        this.route = route;
        this.limits = limits;
        this.leftovers = leftovers;
        this.copy = copy;
        this.orders = orders;
        this.emptying = new Emptying(connections, route, limits);
    }

    /** Opens slots at the destination, all at once, since each change of a node's slots makes it write its table. */
    void begin(List<Integer> ahead) throws IOException {
        each(
                route.to(),
                ahead,
                slot -> Command.setSlot(slot, "IMPORTING", route.from().id()));
        filled.addAll(leftovers.discard(ahead));
    }

    /** Closes slots that were begun and are not opened any more, but for those of which the destination has keys. */
    void release(List<Integer> begun) throws IOException {
        List<Integer> empty = begun.stream()
                .filter(slot -> !filled.contains(slot) && !leftovers.isOpen(slot))
                .toList();
        each(route.to(), empty, slot -> Command.of("CLUSTER", "SETSLOT", slot, "STABLE"));
    }

    /** Those that are open at the source and not handed over yet. */
    List<Integer> slots() {
        return List.copyOf(slots);
    }

    /** How many keys went over. */
    long keys() {
        return keys;
    }

    /** Copies slots that may be copied, and opens the others. */
    void open(List<SlotListing> listings) throws IOException {
        List<Integer> more = listings.stream().map(SlotListing::slot).toList();
        slots.addAll(more);
        List<Integer> left = new ArrayList<>(more);
        List<SlotListing> whole = new ArrayList<>();
        for (SlotListing listing : listings) {
            if (listing.canBeCopied() && !filled.contains(listing.slot())) {
                whole.add(listing);
            } else {
                listing.discard();
            }
        }
        for (List<SlotListing> together : groups(whole)) {
            for (SlotListing gone : copy.copy(together)) {
                keys += gone.keys().size();
                left.removeIf(slot -> slot == gone.slot());
            }
        }
        // Found by it also when both ends fail over before the hand-over, with which it goes.
        orders.each(route.to(), left, slot -> CopyMark.letGo(slot).asking());
        each(
                route.from(),
                left,
                slot -> Command.setSlot(slot, "MIGRATING", route.to().id()));
    }

    /** Carries what was not copied, until the source has been seen without a key of them. */
    void empty() throws IOException {
        keys += emptying.empty(slots);
    }

    /** The destination owns what was open. */
    void handedOver() {
        slots.clear();
        copy.handedOver();
        keys = 0;
    }

    /** In groups of no more bytes than may be on their way at once; none has more by itself. */
    private List<List<SlotListing>> groups(List<SlotListing> whole) {
        List<List<SlotListing>> groups = new ArrayList<>();
        List<SlotListing> group = new ArrayList<>();
        long bytes = 0;
        for (SlotListing listing : whole) {
            if (bytes + listing.bytes() > limits.bytesAtOnce() && !group.isEmpty()) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(listing);
            bytes += listing.bytes();
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private void each(NodeRef node, List<Integer> which, IntFunction<Command> command) throws IOException {
        orders.each(node, which, slot -> List.of(command.apply(slot)));
    }
}

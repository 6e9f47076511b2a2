package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A few slots on their way from one master to another, moved together: opened at the destination and then at the source,
 * and emptied, so that {@link HandOver} can make the destination their owner.
 *
 * <p>The order is what makes a kill harmless. A slot that is only importing is still served by its source alone. A slot is
 * handed over only when the source has been seen without keys of it, because the source throws away what it still holds
 * as soon as it hears of the new owner; while a slot is migrating no new key can appear at the source.
 */
final class SlotWindow {
    private final Connections connections;
    private final Route route;
    private final List<Integer> slots;
    private final MoveLimits limits;
    private final Leftovers leftovers;
    private final SlotCopy copy;
    private final SlotOrders orders;

    SlotWindow(
            Connections connections,
            Route route,
            List<Integer> slots,
            MoveLimits limits,
            Leftovers leftovers,
            SlotCopy copy,
            SlotOrders orders) {
        this.connections = connections;
        this.route = route;
        this.slots = List.copyOf(slots);
        this.limits = limits;
        this.leftovers = leftovers;
        this.copy = copy;
        this.orders = orders;
    }

    /** Moves all of it and returns how many keys went over. */
    long move(List<SlotListing> listings) throws IOException {
        each(
                route.to(),
                slots,
                slot -> Command.setSlot(slot, "IMPORTING", route.from().id()));
        Set<Integer> filled = leftovers.discard(slots);
        long moved = 0;
        List<Integer> left = new ArrayList<>(slots);
        for (List<SlotListing> together : copyable(listings, filled)) {
            for (SlotListing gone : copy.copy(together)) {
                moved += gone.keys().size();
                left.removeIf(slot -> slot == gone.slot());
            }
        }
        each(
                route.from(),
                left,
                slot -> Command.setSlot(slot, "MIGRATING", route.to().id()));
        return moved + new Emptying(connections, route, limits).empty(slots);
    }

    /** Watched slots of which nothing lay at the destination, in groups of no more bytes than may be on their way at once. */
    private List<List<SlotListing>> copyable(List<SlotListing> listings, Set<Integer> filled) {
        List<List<SlotListing>> groups = new ArrayList<>();
        List<SlotListing> group = new ArrayList<>();
        long bytes = 0;
        for (SlotListing listing : listings) {
            if (listing.watch() == SlotListing.Watch.OFF
                    || filled.contains(listing.slot())
                    || listing.bytes() > limits.bytesAtOnce()) {
                continue;
            }
            if (bytes + listing.bytes() > limits.bytesAtOnce()) {
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
        orders.send(
                node, which.stream().map(slot -> List.of(command.apply(slot))).toList());
    }
}

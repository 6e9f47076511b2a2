package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A few slots on their way from one master to another, moved together: opened at the destination and then at the source,
 * emptied, and handed over to the destination first, then at the source, then in the other masters' tables.
 *
 * <p>The order is what makes a kill harmless. A slot that is only importing is still served by its source alone. A slot is
 * handed over only when the source has been seen without keys of it, because the source throws away what it still holds
 * as soon as it hears of the new owner; while a slot is migrating no new key can appear at the source.
 */
final class SlotWindow {
    /** Listings of one window's keys; each names up to 20,000 keys of each slot. */
    private static final int MOST_ROUNDS = 1000;

    private final Connections connections;
    private final NodeRef from;
    private final NodeRef to;
    private final List<Integer> slots;
    private final MoveLimits limits;
    private final SourceKeys source;

    SlotWindow(Connections connections, NodeRef from, NodeRef to, List<Integer> slots, MoveLimits limits) {
        this.connections = connections;
        this.from = from;
        this.to = to;
        this.slots = List.copyOf(slots);
        this.limits = limits;
        this.source = new SourceKeys(connections, from);
    }

    /** A sentence about a key that is too large to be moved; asked before anything is opened. */
    Optional<String> objection() throws IOException {
        return source.list(slots).entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(key -> key.bytes() > limits.keyBytes())
                        .map(key -> tooLarge(entry.getKey(), key)))
                .findFirst();
    }

    private String tooLarge(int slot, Batch.Key key) {
        return String.format(
                java.util.Locale.ROOT,
                "key '%s' in slot %d on %s takes %d MB, above --max-key-mb %d; %s and %s would stand still while it"
                        + " moves. Split or delete it, or raise the limit",
                key.name(),
                slot,
                from.pod(),
                key.bytes() >> 20,
                limits.keyBytes() >> 20,
                from.pod(),
                to.pod());
    }

    /** Moves all of it and returns how many keys went over. */
    long move() throws IOException {
        each(to, slot -> Command.setSlot(slot, "IMPORTING", from.id()));
        each(from, slot -> Command.setSlot(slot, "MIGRATING", to.id()));
        return empty();
    }

    private long empty() throws IOException {
        Migration migration = new Migration(connections, from, to, limits);
        long moved = 0;
        Map<Integer, List<Batch.Key>> keys = source.list(slots);
        for (int round = 0; !keys.isEmpty(); round++) {
            if (round == MOST_ROUNDS) {
                throw new IOException("slots " + keys.keySet() + " do not run empty");
            }
            for (Map.Entry<Integer, List<Batch.Key>> entry : keys.entrySet()) {
                List<Batch.Key> smallFirst = entry.getValue().stream()
                        .sorted(Comparator.comparingLong(Batch.Key::bytes))
                        .toList();
                for (Batch batch : Batch.cut(entry.getKey(), smallFirst, limits)) {
                    migration.carry(batch);
                    moved += batch.keys().size();
                }
            }
            keys = source.list(slots);
        }
        return moved;
    }

    /** Tells the new owner to both ends and to the other masters. */
    void handOver(List<NodeRef> masters) throws IOException {
        each(to, this::owner);
        each(from, this::owner);
        for (NodeRef master : masters) {
            if (!master.equals(from) && !master.equals(to)) {
                tell(master);
            }
        }
    }

    /** Another master hears of it over the bus as well; telling it only saves clients a detour. */
    private void tell(NodeRef master) {
        try {
            each(master, this::owner);
        } catch (IOException e) {
            return; // the loop sees at its next look whether that master is well
        }
    }

    private Command owner(int slot) {
        return Command.setSlot(slot, "NODE", to.id());
    }

    private void each(NodeRef node, java.util.function.IntFunction<Command> command) throws IOException {
        connections.all(
                node.host(), node.port(), slots.stream().map(command::apply).toList());
    }
}

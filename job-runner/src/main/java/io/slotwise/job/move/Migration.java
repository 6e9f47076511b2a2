package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.RedisRefusal;
import io.slotwise.model.topology.NodeEntry;
import java.io.IOException;
import java.time.Duration;

/**
 * Carries keys from a source to a destination with MIGRATE, which deletes a key at the source only after the destination
 * has it.
 *
 * <p>A key that is at the destination already makes MIGRATE fail with BUSYKEY. Then an earlier MIGRATE was cut off between
 * storing the key there and deleting it here. The source's copy counts: it goes on serving every key that it holds, and
 * sends a client to the destination (ASK) only for keys that it does not hold, so nobody can have written the other copy
 * since. That holds as long as the slot is migrating here and importing there, so both are looked at again before the
 * other copy is replaced.
 */
final class Migration {
    /** A single large key takes its time on both sides. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private enum Copies {
        KEEP_OTHERS,
        REPLACE_OURS
    }

    private final Connections connections;
    private final NodeRef from;
    private final NodeRef to;
    private final MoveLimits limits;

    Migration(Connections connections, NodeRef from, NodeRef to, MoveLimits limits) {
        this.connections = connections;
        this.from = from;
        this.to = to;
        this.limits = limits;
    }

    void carry(Batch batch) throws IOException {
        try {
            send(batch, Copies.KEEP_OTHERS);
        } catch (RedisRefusal e) {
            if (!e.says("BUSYKEY")) {
                throw e;
            }
            proveOurs(batch.slot());
            send(batch, Copies.REPLACE_OURS);
        }
    }

    private void send(Batch batch, Copies copies) throws IOException {
        Command command = Command.of(
                "MIGRATE",
                to.host(),
                to.port(),
                "",
                0,
                limits.silenceFor(batch.bytes()).toMillis());
        if (copies == Copies.REPLACE_OURS) {
            command = command.with("REPLACE");
        }
        Command whole = command.with(connections.credentials().migrateWords().toArray())
                .with("KEYS")
                .with(batch.names());
        connections
                .talk(from.host(), from.port(), PATIENCE, connection -> connection.ask(whole))
                .text(); // OK, or NOKEY when all have expired or been deleted meanwhile
    }

    private void proveOurs(int slot) throws IOException {
        NodeEntry source = myself(from);
        NodeEntry destination = myself(to);
        boolean open = source.id().equals(from.id())
                && source.slots().contains(slot)
                && to.id().equals(source.migrating().get(slot))
                && from.id().equals(destination.importing().get(slot))
                && !destination.slots().contains(slot);
        if (!open) {
            throw new IOException("slot " + slot + " is no longer on its way from " + from.pod() + " to " + to.pod());
        }
    }

    private NodeEntry myself(NodeRef node) throws IOException {
        return Tables.of(node, connections).myself();
    }
}

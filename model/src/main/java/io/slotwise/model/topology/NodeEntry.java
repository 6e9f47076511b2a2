package io.slotwise.model.topology;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of {@code CLUSTER NODES}: a node as one of the cluster's nodes sees it.
 *
 * @param id 40 hexadecimal digits, stable for the node's life
 * @param host the address that the table names; empty when the answering node does not know its own yet
 * @param port client port
 * @param busPort cluster bus port
 * @param flags Redis' own words, such as {@code myself}, {@code master}, {@code fail?}
 * @param masterId the master that a replica follows
 * @param configEpoch the epoch of the node's slots
 * @param linkState {@code connected} or {@code disconnected}
 * @param slots the slots the node owns
 * @param migrating slots on their way out (of {@code myself} only), each with the id of the node it goes to
 * @param importing slots on their way in (of {@code myself} only), each with the id of the node it comes from
 */
public record NodeEntry(
        String id,
        String host,
        int port,
        int busPort,
        Set<String> flags,
        Optional<String> masterId,
        long configEpoch,
        String linkState,
        SlotSet slots,
        Map<Integer, String> migrating,
        Map<Integer, String> importing) {
    public NodeEntry {
        flags = Set.copyOf(flags);
        migrating = Map.copyOf(migrating);
        importing = Map.copyOf(importing);
    }

    public boolean isMaster() {
        return flags.contains("master");
    }

    public boolean isReplica() {
        return flags.contains("slave") || flags.contains("replica");
    }

    public boolean isMyself() {
        return flags.contains("myself");
    }

    /** Whether the answering node, or the cluster's majority, holds this node for unreachable. */
    public boolean isFailing() {
        return flags.contains("fail") || flags.contains("fail?");
    }

    /** Whether the node is known by address only: still shaking hands, or without one. */
    public boolean isProvisional() {
        return flags.contains("handshake") || flags.contains("noaddr");
    }

    public boolean hasOpenSlots() {
        return !migrating.isEmpty() || !importing.isEmpty();
    }

    /** The client address as {@code host:port}. */
    public String address() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}

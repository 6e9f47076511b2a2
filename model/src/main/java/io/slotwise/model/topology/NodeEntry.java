package io.slotwise.model.topology;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One line of {@code CLUSTER NODES}: a node as one of the cluster's nodes sees it.
 *
 * @param id 40 hexadecimal digits, stable for the node's life
 * @param host the address that the table names; empty when the answering node does not know its own yet
 * @param hostname what the node announces besides its address; empty when it announces none
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
        String hostname,
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

    /** A node that announces no host name. */
    public NodeEntry(
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
        this(id, host, "", port, busPort, flags, masterId, configEpoch, linkState, slots, migrating, importing);
    }

    /** The same node with other slots, none of them open. */
    public NodeEntry owning(SlotSet owned) {
        return owning(owned, Map.of(), Map.of());
    }

    /** The same node with other slots. */
    public NodeEntry owning(SlotSet owned, Map<Integer, String> goingOut, Map<Integer, String> comingIn) {
        return new NodeEntry(
                id, host, hostname, port, busPort, flags, masterId, configEpoch, linkState, owned, goingOut, comingIn);
    }

    /** The same node with other flags, following that master or none. */
    public NodeEntry following(Set<String> newFlags, Optional<String> master) {
        return new NodeEntry(
                id,
                host,
                hostname,
                port,
                busPort,
                newFlags,
                master,
                configEpoch,
                linkState,
                slots,
                migrating,
                importing);
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

    /** Slots that it holds for on their way out or in. */
    public SlotSet openSlots() {
        return SlotSet.of(Stream.of(migrating, importing)
                .flatMap(open -> open.keySet().stream())
                .mapToInt(Integer::intValue));
    }

    public boolean hasOpenSlots() {
        return !migrating.isEmpty() || !importing.isEmpty();
    }

    /** The client address as {@code host:port}. */
    public String address() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}

package io.slotwise.model;

import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One node at one tick. What could not be measured is absent, never zero.
 *
 * @param pod pod name
 * @param host address it was asked at
 * @param port client port
 * @param nodeId its cluster node id, or the empty text when it never answered
 * @param answer whether it answered, and if not why
 * @param role its role by its own {@code CLUSTER NODES}
 * @param masterId the master that a replica follows
 * @param slots the slots it owns
 * @param knownNodes how many nodes its table holds, itself included; 1 means that it has not joined
 * @param load what it uses
 */
public record NodeSample(
        String pod,
        String host,
        int port,
        String nodeId,
        Answer answer,
        Role role,
        Optional<String> masterId,
        SlotSet slots,
        int knownNodes,
        Load load) {

    /** A node's role in its cluster. */
    public enum Role {
        MASTER,
        REPLICA,
        UNKNOWN
    }

    /**
     * Whether the node answered in time.
     *
     * @param kind answered or silent
     * @param problem why it is silent, in words without secrets; empty when it answered
     */
    public record Answer(Kind kind, String problem) {
        public static final Answer OK = new Answer(Kind.ANSWERED, "");

        /** Answered or silent. */
        public enum Kind {
            ANSWERED,
            SILENT
        }

        public static Answer silent(String problem) {
            return new Answer(Kind.SILENT, problem);
        }
    }

    /**
     * What a node uses. CPU needs two readings; after a restart or a counter reset it is absent for one tick.
     *
     * @param cpuPercent CPU of the Redis main thread, percent of one core, 0 or more
     * @param memoryPercent used memory as percent of its limit, 0 or more
     * @param usedMemoryBytes {@code used_memory}
     * @param memoryLimitBytes {@code maxmemory}, or else the container's limit
     * @param opsPerSecond commands processed a second since the last tick
     * @param keys keys held
     * @param connectedClients client connections
     * @param uptimeSeconds since the process began
     * @param replicationLink for a replica, whether it is in touch with its master
     * @param hotSlots the slots that used most CPU since the last tick, most first; empty when none used any, absent where
     *     the server does not count CPU by slot
     */
    public record Load(
            OptionalDouble cpuPercent,
            OptionalDouble memoryPercent,
            OptionalLong usedMemoryBytes,
            OptionalLong memoryLimitBytes,
            OptionalDouble opsPerSecond,
            OptionalLong keys,
            OptionalLong connectedClients,
            OptionalLong uptimeSeconds,
            Optional<Link> replicationLink,
            Optional<List<HotSlot>> hotSlots) {
        public static final Load UNKNOWN = new Load(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());

        public Load {
            hotSlots = hotSlots.map(List::copyOf);
        }

        /** A load of which nothing is known by slot. */
        public Load(
                OptionalDouble cpuPercent,
                OptionalDouble memoryPercent,
                OptionalLong usedMemoryBytes,
                OptionalLong memoryLimitBytes,
                OptionalDouble opsPerSecond,
                OptionalLong keys,
                OptionalLong connectedClients,
                OptionalLong uptimeSeconds,
                Optional<Link> replicationLink) {
            this(
                    cpuPercent,
                    memoryPercent,
                    usedMemoryBytes,
                    memoryLimitBytes,
                    opsPerSecond,
                    keys,
                    connectedClients,
                    uptimeSeconds,
                    replicationLink,
                    Optional.empty());
        }

        public Load withHotSlots(Optional<List<HotSlot>> slots) {
            return new Load(
                    cpuPercent,
                    memoryPercent,
                    usedMemoryBytes,
                    memoryLimitBytes,
                    opsPerSecond,
                    keys,
                    connectedClients,
                    uptimeSeconds,
                    replicationLink,
                    slots);
        }

        /** A replica's link to its master. */
        public enum Link {
            UP,
            DOWN
        }
    }

    public NodeSample {
        Checks.notBlank("pod", pod);
        Checks.atLeast("knownNodes", 0, knownNodes);
    }

    /** The same node, made of the other's parts as far as it is the same but for its load, so that they take room once. */
    @SuppressWarnings("ReferenceEquality") // what is the very same has nothing to share
    public NodeSample sharing(NodeSample other) {
        boolean same = pod.equals(other.pod)
                && host.equals(other.host)
                && port == other.port
                && nodeId.equals(other.nodeId)
                && answer.equals(other.answer)
                && role == other.role
                && masterId.equals(other.masterId)
                && knownNodes == other.knownNodes
                && slots.equals(other.slots);
        return !same || slots == other.slots
                ? this
                : new NodeSample(
                        other.pod,
                        other.host,
                        other.port,
                        other.nodeId,
                        other.answer,
                        other.role,
                        other.masterId,
                        other.slots,
                        other.knownNodes,
                        load);
    }

    public boolean answered() {
        return answer.kind() == Answer.Kind.ANSWERED;
    }

    public boolean isActiveMaster() {
        return role == Role.MASTER && !slots.isEmpty();
    }

    /** Whether its node table holds others besides itself. */
    public boolean hasJoined() {
        return knownNodes > 1;
    }
}

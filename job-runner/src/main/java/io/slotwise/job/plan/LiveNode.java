package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A named node that answered.
 *
 * @param ref who it is
 * @param self its line about itself: what it claims, which is what it serves
 * @param table its view of all nodes
 * @param facts what else it says
 */
public record LiveNode(NodeRef ref, NodeEntry self, NodeTable table, Facts facts) {
    public static LiveNode of(String pod, String host, int port, NodeTable table, Facts facts) {
        NodeEntry self = table.myself();
        return new LiveNode(new NodeRef(pod, self.id(), host, port), self, table, facts);
    }

    public String pod() {
        return ref.pod();
    }

    public String id() {
        return ref.id();
    }

    /** Whether that {@code host:port} is one of its addresses; an IPv6 host may stand in brackets or not. */
    boolean isAt(String address) {
        String wanted = bare(address);
        return Stream.of(self.address(), ref.address(), self.hostname() + ":" + self.port())
                .anyMatch(own -> bare(own).equals(wanted));
    }

    private static String bare(String address) {
        return address.replace("[", "").replace("]", "");
    }

    public boolean isMaster() {
        return self.isMaster();
    }

    public SlotSet slots() {
        return self.slots();
    }

    /** Whether it is a master that owns slots. */
    public boolean isActive() {
        return isMaster() && !slots().isEmpty();
    }

    /** Whether it is a master without slots: a standby, or a node that has yet to find its place. */
    public boolean isEmptyMaster() {
        return isMaster() && slots().isEmpty();
    }

    public boolean follows(LiveNode master) {
        return self.isReplica() && self.masterId().equals(Optional.of(master.id()));
    }

    /** Whether it is a replica whose copy is in touch with its master. */
    public boolean isInSync() {
        return self.isReplica() && facts.link() == Facts.Link.UP;
    }

    /** Whether the handshake with that node is over on this side. */
    public boolean knows(String id) {
        return table.byId(id).filter(entry -> !entry.isProvisional()).isPresent();
    }

    /** Whether its table holds nothing but itself. */
    public boolean isAlone() {
        return table.entries().stream().filter(entry -> !entry.isProvisional()).count() <= 1;
    }
}

package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Views of clusters whose nodes all agree, for tests of plans. */
final class Views {
    private Views() {}

    static NodeEntry master(String pod, SlotSet slots) {
        return entry(pod, Set.of("master"), Optional.empty(), slots, Map.of(), Map.of());
    }

    static NodeEntry replica(String pod, String master) {
        return entry(pod, Set.of("slave"), Optional.of(id(master)), SlotSet.EMPTY, Map.of(), Map.of());
    }

    static NodeEntry entry(
            String pod,
            Set<String> flags,
            Optional<String> master,
            SlotSet slots,
            Map<Integer, String> migrating,
            Map<Integer, String> importing) {
        return new NodeEntry(id(pod), pod, 6379, 16379, flags, master, 1, "connected", slots, migrating, importing);
    }

    static NodeEntry atEpoch(long epoch, NodeEntry node) {
        return new NodeEntry(
                node.id(),
                node.host(),
                node.port(),
                node.busPort(),
                node.flags(),
                node.masterId(),
                epoch,
                node.linkState(),
                node.slots(),
                node.migrating(),
                node.importing());
    }

    static String id(String pod) {
        return "id-of-" + pod;
    }

    static ClusterView view(List<NodeEntry> nodes, Facts facts) {
        List<LiveNode> live = new ArrayList<>();
        for (NodeEntry self : nodes) {
            List<NodeEntry> table = new ArrayList<>();
            nodes.forEach(other -> table.add(other.equals(self) ? myself(other) : closed(other)));
            live.add(LiveNode.of(self.host(), self.host(), 6379, new NodeTable(table), facts));
        }
        return new ClusterView(live, List.of());
    }

    static Facts facts(long keys, long usedBytes, long limitBytes) {
        return facts(keys, usedBytes, limitBytes, Pulse.NONE);
    }

    static Facts facts(long keys, long usedBytes, long limitBytes, Pulse pulse) {
        return new Facts(
                Facts.State.OK,
                1,
                1,
                keys,
                usedBytes,
                usedBytes,
                limitBytes,
                Facts.Link.UP,
                Facts.Migration.NONE,
                pulse,
                History.UNKNOWN);
    }

    private static NodeEntry myself(NodeEntry node) {
        Set<String> flags = new java.util.HashSet<>(node.flags());
        flags.add("myself");
        return new NodeEntry(
                node.id(),
                node.host(),
                node.port(),
                node.busPort(),
                flags,
                node.masterId(),
                node.configEpoch(),
                "connected",
                node.slots(),
                node.migrating(),
                node.importing());
    }

    private static NodeEntry closed(NodeEntry node) {
        return entry(node.host(), node.flags(), node.masterId(), node.slots(), Map.of(), Map.of());
    }
}

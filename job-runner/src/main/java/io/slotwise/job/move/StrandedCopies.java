package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies at a master that took over from the destination they were meant for. It does not know that it imports, and the
 * next plan may lead elsewhere; then nobody would ever look for them, and a key that is deleted meanwhile would come back
 * with them when the slot goes there one day. So the slot is opened there, and goes there.
 */
final class StrandedCopies {
    private final Connections connections;
    private final List<NodeRef> masters;

    StrandedCopies(Connections connections, List<NodeRef> masters) {
        this.connections = connections;
        this.masters = masters;
    }

    /** Opens those of the slots of which copies lie at a master that neither owns nor imports them, and says so. */
    Optional<String> open(List<Integer> slots) throws IOException {
        Optional<String> found = Optional.empty();
        for (NodeRef master : masters) {
            NodeTable table = Tables.of(master, connections);
            for (int slot : marked(master, foreign(table, slots))) {
                Optional<NodeEntry> owner =
                        table.masters().filter(it -> it.slots().contains(slot)).findFirst();
                if (owner.isPresent()) {
                    ask(master, Command.setSlot(slot, "IMPORTING", owner.get().id()));
                    found = Optional.of("copies of slot " + slot + " lie at " + master.pod()
                            + ", which took over from their destination; the slot goes there");
                }
            }
        }
        return found;
    }

    private static List<Integer> foreign(NodeTable table, List<Integer> slots) {
        NodeEntry node = table.myself();
        return slots.stream()
                .filter(slot ->
                        !node.slots().contains(slot) && !node.importing().containsKey(slot))
                .toList();
    }

    private List<Integer> marked(NodeRef master, List<Integer> slots) throws IOException {
        List<Reply> counts = connections.all(
                master.host(),
                master.port(),
                slots.stream()
                        .map(slot -> Command.of("CLUSTER", "COUNTKEYSINSLOT", slot))
                        .toList());
        List<Integer> marked = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (counts.get(i).number() > 0 && isMarked(master, slots.get(i))) {
                marked.add(slots.get(i));
            }
        }
        return marked;
    }

    /** Some servers delete what they have given away only afterwards; that bears no mark. */
    private boolean isMarked(NodeRef master, int slot) throws IOException {
        String mark = CopyMark.key(slot);
        for (Reply name : ask(master, Command.of("CLUSTER", "GETKEYSINSLOT", slot, SourceKeys.MOST))
                .parts()) {
            if (name.bytes().toString().equals(mark)) {
                return true;
            }
        }
        return false;
    }

    private Reply ask(NodeRef node, Command command) throws IOException {
        return connections.all(node.host(), node.port(), List.of(command)).get(0);
    }
}

package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Tells copies that a move has left at a node from other keys of slots that are not its own. */
public final class StrandedCopies {
    private StrandedCopies() {}

    /** Those of the slots that bear a mark; some servers delete what they have given away only afterwards, and that does not. */
    public static SlotSet among(Collection<Integer> slots, NodeRef node, Connections connections) throws IOException {
        SlotSet marked = SlotSet.EMPTY;
        for (int slot : slots) {
            if (isMarked(slot, node, connections)) {
                marked = marked.plus(SlotSet.of(slot));
            }
        }
        return marked;
    }

    /** By the names of all the slot's keys, since a node answers nothing else about a slot that it does not import. */
    private static boolean isMarked(int slot, NodeRef node, Connections connections) throws IOException {
        String mark = CopyMark.key(slot);
        long count = connections
                .all(node.host(), node.port(), List.of(Command.of("CLUSTER", "COUNTKEYSINSLOT", slot)))
                .get(0)
                .number();
        Command names = Command.of("CLUSTER", "GETKEYSINSLOT", slot, count);
        for (Reply name :
                connections.all(node.host(), node.port(), List.of(names)).get(0).parts()) {
            if (name.bytes().toString().equals(mark)) {
                return true;
            }
        }
        return false;
    }
}

package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.NodeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an interrupted run left of slots on a route: which are open, and copies that count for nothing. */
final class Leftovers {
    private static final int FENCE_MILLIS = 1000;

    private final Connections connections;
    private final Route route;
    private final CopyMark mark;
    private final Set<Integer> open = new TreeSet<>();

    private Leftovers(Connections connections, Route route, CopyMark mark) throws IOException {
        this.connections = connections;
        this.route = route;
        this.mark = mark;
        open.addAll(myself(route.from()).migrating().keySet());
        open.addAll(myself(route.to()).importing().keySet());
    }

    static Leftovers read(Connections connections, Route route, CopyMark mark) throws IOException {
        return new Leftovers(connections, route, mark);
    }

    private NodeEntry myself(NodeRef node) throws IOException {
        return Tables.of(node, connections).myself();
    }

    /** Whether the slot was open when this was read. */
    boolean isOpen(int slot) {
        return open.contains(slot);
    }

    /**
     * Throws copies away that the source, unchanged since, has not let go of, and returns those of the slots of which the
     * destination held keys. The slots are importing now, whatever they were before: a destination that took over from
     * another has the copies and does not know that it imports.
     */
    Set<Integer> discard(List<Integer> slots) throws IOException {
        Set<Integer> filled = new TreeSet<>();
        List<Reply> counts = atDestination(slots.stream()
                .map(slot -> Command.of("CLUSTER", "COUNTKEYSINSLOT", slot))
                .toList());
        for (int i = 0; i < slots.size(); i++) {
            int slot = slots.get(i);
            if (counts.get(i).number() > 0) {
                filled.add(slot);
                if (isOurs(slot) && holdsOn(slot)) {
                    discard(slot);
                }
            }
        }
        return filled;
    }

    private boolean isOurs(int slot) throws IOException {
        Reply found = atDestination(CopyMark.get(slot).asking()).get(1);
        return found instanceof Reply.Text text && text.word().toString().equals(mark.source());
    }

    /**
     * Whether the source has not let go of its keys and will not do so any more: a transaction of an earlier run that is
     * still on its way, held up by the network, is spoilt by touching a key that it watches.
     */
    private boolean holdsOn(int slot) throws IOException {
        List<Reply> touched = connections.talk(
                route.from().host(),
                route.from().port(),
                it -> it.askAll(
                        List.of(Command.of("SET", CopyMark.key(slot), "", "PX", FENCE_MILLIS), CopyMark.remove(slot))));
        return touched.stream().noneMatch(Reply.Failure.class::isInstance)
                && !myself(route.from()).migrating().containsKey(slot);
    }

    /** The mark goes last. */
    private void discard(int slot) throws IOException {
        List<Reply> names = atDestination(List.of(Command.of("CLUSTER", "GETKEYSINSLOT", slot, SourceKeys.MOST)))
                .get(0)
                .parts();
        List<Command> commands = new ArrayList<>();
        for (Reply name : names) {
            if (!name.bytes().toString().equals(CopyMark.key(slot))) {
                commands.addAll(Command.of("UNLINK", name.bytes()).asking());
            }
        }
        commands.addAll(CopyMark.remove(slot).asking());
        atDestination(commands);
    }

    private List<Reply> atDestination(List<Command> commands) throws IOException {
        return connections.all(route.to().host(), route.to().port(), commands);
    }
}

package io.slotwise.job.move;

import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.NodeTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an interrupted run left of slots on a route: which are open, and copies that count for nothing. */
final class Leftovers {
    private final Connections connections;
    private final Route route;
    private final CopyMark mark;
    private final Set<Integer> migrating;
    private final Set<Integer> importing;

    private Leftovers(Connections connections, Route route, CopyMark mark) throws IOException {
        this.connections = connections;
        this.route = route;
        this.mark = mark;
        this.migrating = migrating();
        this.importing = importing();
    }

    static Leftovers read(Connections connections, Route route, CopyMark mark) throws IOException {
        return new Leftovers(connections, route, mark);
    }

    private Set<Integer> migrating() throws IOException {
        return new TreeSet<>(table(route.from().host(), route.from().port())
                .myself()
                .migrating()
                .keySet());
    }

    private Set<Integer> importing() throws IOException {
        return new TreeSet<>(
                table(route.to().host(), route.to().port()).myself().importing().keySet());
    }

    private NodeTable table(String host, int port) throws IOException {
        return NodeTable.parse(connections
                .all(host, port, List.of(Command.of("CLUSTER", "NODES")))
                .get(0)
                .text());
    }

    boolean isOpen(int slot) {
        return migrating.contains(slot) || importing.contains(slot);
    }

    /** Throws copies away that the source, unchanged since, has not let go of. */
    void discard(List<Integer> slots) throws IOException {
        for (int slot : slots) {
            if (importing.contains(slot) && !migrating.contains(slot) && isOurs(slot)) {
                discard(slot);
            }
        }
    }

    private boolean isOurs(int slot) throws IOException {
        Reply found =
                atDestination(List.of(Command.of("ASKING"), CopyMark.get(slot))).get(1);
        return found instanceof Reply.Text text && text.word().toString().equals(mark.source());
    }

    /** The mark goes last. */
    private void discard(int slot) throws IOException {
        List<Reply> names = atDestination(List.of(Command.of("CLUSTER", "GETKEYSINSLOT", slot, SourceKeys.MOST)))
                .get(0)
                .parts();
        List<Command> commands = new ArrayList<>();
        for (Reply name : names) {
            if (!name.bytes().toString().equals(CopyMark.key(slot))) {
                commands.add(Command.of("ASKING"));
                commands.add(Command.of("UNLINK", name.bytes()));
            }
        }
        commands.add(Command.of("ASKING"));
        commands.add(CopyMark.remove(slot));
        atDestination(commands);
    }

    private List<Reply> atDestination(List<Command> commands) throws IOException {
        return connections.all(route.to().host(), route.to().port(), commands);
    }
}

package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What source and destination hold of one another. A node that stood still long enough for its replica to take over goes
 * on for a moment as if it were still the master: it answers that it is, and that it holds nothing of a slot, of which its
 * successor has taken writes since. Only the others know better.
 */
final class BothEnds {
    private final Connections connections;
    private final Route route;

    BothEnds(Connections connections, Route route) {
        this.connections = connections;
        this.route = route;
    }

    /**
     * Throws unless the destination knows the source as owner of the slots, and the source the destination as a master.
     * The destination must know the source's newest epoch too: the one that it takes with the slots is the next after the
     * highest that it knows, and if the source had a higher one, its next message would take the slots back and make the
     * destination delete their keys.
     *
     * @return the destination's clock in milliseconds, unless it may not be asked
     */
    Optional<Long> mustAgree(List<Integer> slots) throws IOException {
        NodeTable atSource = Tables.of(route.from(), connections);
        NodeEntry destination = seen(atSource, route.from(), route.to());
        if (!destination.isMaster() || destination.isFailing()) {
            throw new IOException(
                    route.to().pod() + " is not a master to " + route.from().pod());
        }
        NodeEntry source = seen(Tables.of(route.to(), connections), route.to(), route.from());
        if (source.configEpoch() < atSource.myself().configEpoch()) {
            throw new IOException(
                    route.to().pod() + " has not heard yet that " + route.from().pod() + " has config epoch "
                            + atSource.myself().configEpoch());
        }
        for (int slot : slots) {
            if (source.isFailing() || !source.slots().contains(slot)) {
                throw new IOException(route.from().pod() + " does not own slot " + slot + " to "
                        + route.to().pod());
            }
        }
        return clock();
    }

    private Optional<Long> clock() throws IOException {
        NodeRef to = route.to();
        Reply time = connections.talk(to.host(), to.port(), connection -> connection.ask(Command.of("TIME")));
        if (time instanceof Reply.Failure) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(time.parts().get(0).text());
        long micros = Long.parseLong(time.parts().get(1).text());
        return Optional.of(seconds * 1000 + micros / 1000);
    }

    private static NodeEntry seen(NodeTable table, NodeRef by, NodeRef whom) throws IOException {
        return table.byId(whom.id()).orElseThrow(() -> new IOException(by.pod() + " does not know " + whom.pod()));
    }
}

package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Databases besides 0, which Valkey 9 may have in a cluster ({@code cluster-databases}). What a server tells of a slot's keys is
 * of one database alone, and when it learns of the slot's new owner it throws away what all of them hold of it.
 */
public final class Databases {
    private Databases() {}

    /** Why slots of a node cannot be moved key by key, if so. */
    public static Optional<String> objection(NodeRef node, Connections connections) throws IOException {
        List<Reply> answers = connections.talk(
                node.host(),
                node.port(),
                it -> it.askAll(
                        List.of(Command.of("SELECT", 1), Command.of("SELECT", 0), Command.of("INFO", "keyspace"))));
        boolean several = !(answers.get(0) instanceof Reply.Failure)
                || answers.get(2).text().lines().anyMatch(line -> line.matches("db[1-9].*"));
        return several ? Optional.of(sentence(node, Tables.of(node, connections))) : Optional.empty();
    }

    private static String sentence(NodeRef node, NodeTable table) {
        String sentence =
                node.pod() + " has several databases (cluster-databases), and key by key only database 0 could be"
                        + " moved: what the others hold of a slot would be lost. Its slots go with the server's own migration"
                        + " alone: --engine native, which says why that cannot be or fails. It takes no slot that is open, or of"
                        + " which the destination holds keys; if those count for nothing, CLUSTER FLUSHSLOT n and CLUSTER SETSLOT"
                        + " n STABLE there, and then STABLE at " + node.pod() + ", close it";
        return table.myself().migrating().values().stream()
                .findFirst()
                .flatMap(table::byId)
                .map(to -> sentence + byHand(node, to))
                .orElse(sentence);
    }

    private static String byHand(NodeRef from, NodeEntry to) {
        return ". To finish such a slot n by hand, say CLUSTER SETSLOT n IMPORTING " + from.id() + " to " + to.address()
                + " and CLUSTER SETSLOT n MIGRATING " + to.id() + " to " + from.pod()
                + "; there, for each database d, SELECT d and, as long as CLUSTER GETKEYSINSLOT n 100 names keys, MIGRATE "
                + to.host() + " " + to.port() + " \"\" d 5000 REPLACE KEYS with them; then CLUSTER SETSLOT n NODE "
                + to.id() + " to the first and to the second, and run this again";
    }
}

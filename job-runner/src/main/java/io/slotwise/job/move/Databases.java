package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
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
        return several
                ? Optional.of(node.pod() + " has several databases (cluster-databases), and key by key only database 0"
                        + " could be moved: what the others hold of a slot would be lost. Its slots go with the server's"
                        + " own migration alone: --engine native, which says why that cannot be or fails")
                : Optional.empty();
    }
}

package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.util.List;

/**
 * What a node says of its process.
 *
 * @param node the node
 * @param process {@code run_id}, another one after each start
 * @param epoch its config epoch, another one after each failover
 * @param server {@code redis} or {@code valkey}
 */
record ServerInfo(NodeRef node, String process, long epoch, String server) {
    static ServerInfo of(Connections connections, NodeRef node) throws IOException {
        List<Reply> replies = connections.all(
                node.host(), node.port(), List.of(Command.of("INFO", "server"), Command.of("CLUSTER", "INFO")));
        Lines info = Lines.parse(replies.get(0).text());
        String name = info.text("server_name");
        return new ServerInfo(
                node,
                info.text("run_id"),
                Lines.parse(replies.get(1).text()).number("cluster_my_epoch"),
                name.isEmpty() ? "redis" : name);
    }

    /**
     * Whether CLUSTER SETSLOT may stand in a script. Valkey's waits for the node's replicas, which no command in a script
     * may do: the server ends itself.
     */
    boolean canSetSlotInScripts() {
        return server.equals("redis");
    }

    /** Whether CLUSTER SETSLOT answers only when the node's replicas have carried it out too. */
    boolean waitsForReplicas() {
        return server.equals("valkey");
    }
}

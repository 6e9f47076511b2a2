package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.model.topology.NodeTable;
import java.io.IOException;
import java.util.List;

/** Asks a node for its table. */
final class Tables {
    private Tables() {}

    static NodeTable of(NodeRef node, Connections connections) throws IOException {
        return NodeTable.parse(connections
                .all(node.host(), node.port(), List.of(Command.of("CLUSTER", "NODES")))
                .get(0)
                .text());
    }
}

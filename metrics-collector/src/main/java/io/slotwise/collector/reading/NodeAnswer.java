package io.slotwise.collector.reading;

import io.slotwise.model.ClusterRecord.Endpoint;
import io.slotwise.model.topology.NodeTable;
import java.util.List;
import java.util.Optional;

/** What came of asking one node. */
public sealed interface NodeAnswer {
    Endpoint endpoint();

    /**
     * A node that answered all questions.
     *
     * @param endpoint who
     * @param span when
     * @param info its {@code INFO}
     * @param table its {@code CLUSTER NODES}, with a line about itself
     * @param cluster its {@code CLUSTER INFO}
     * @param slots its {@code CLUSTER SLOT-STATS}, where it is a master that counts CPU by slot
     */
    record Full(Endpoint endpoint, Span span, Report info, NodeTable table, Report cluster, Optional<SlotTotals> slots)
            implements NodeAnswer {
        public Full withSlots(Optional<SlotTotals> totals) {
            return new Full(endpoint, span, info, table, cluster, totals);
        }

        /** What its {@code INFO} should say and does not. */
        public List<Gap> gaps() {
            return Gap.of(info);
        }
    }

    /**
     * A node that did not answer, or answered only half.
     *
     * @param endpoint who
     * @param problem why, in words without secrets
     */
    record Silent(Endpoint endpoint, String problem) implements NodeAnswer {}

    /** Reads the three answers; what cannot be read makes the node silent, with the reason. */
    static NodeAnswer read(Endpoint endpoint, Span span, String info, String nodes, String clusterInfo) {
        Report report = Report.parse(info);
        if (report.fields().isEmpty()) {
            return new Silent(endpoint, "INFO answered without a single field");
        }
        Report cluster = Report.parse(clusterInfo);
        if (cluster.text("cluster_state").isEmpty()) {
            return new Silent(endpoint, "CLUSTER INFO answered without cluster_state");
        }
        try {
            NodeTable table = NodeTable.parse(nodes);
            table.myself();
            return new Full(endpoint, span, report, table, cluster, Optional.empty());
        } catch (IllegalArgumentException | IllegalStateException e) {
            return new Silent(endpoint, String.valueOf(e.getMessage()));
        }
    }
}

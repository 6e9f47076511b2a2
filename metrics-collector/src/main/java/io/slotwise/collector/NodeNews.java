package io.slotwise.collector;

import io.slotwise.collector.reading.Observation;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines for nodes that fall silent or answer again; one line a change, none a tick. */
final class NodeNews {
    private static final Logger LOG = LoggerFactory.getLogger(NodeNews.class);

    private NodeNews() {}

    static void log(Observation before, Observation now) {
        Sample sample = now.sample();
        for (NodeSample node : sample.nodes()) {
            boolean answeredBefore =
                    before.sample().byPod(node.pod()).map(NodeSample::answered).orElse(true);
            if (answeredBefore && !node.answered()) {
                LOG.atWarn()
                        .addKeyValue("cluster", sample.cluster())
                        .addKeyValue("pod", node.pod())
                        .addKeyValue("problem", node.answer().problem())
                        .log("Node is silent");
            } else if (!answeredBefore && node.answered()) {
                LOG.atInfo()
                        .addKeyValue("cluster", sample.cluster())
                        .addKeyValue("pod", node.pod())
                        .log("Node answers again");
            }
        }
    }
}

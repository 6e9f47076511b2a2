package io.slotwise.collector;

import io.slotwise.collector.reading.Gap;
import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.NodeAnswer.Full;
import io.slotwise.collector.reading.NodeAnswer.Silent;
import io.slotwise.collector.reading.Observation;
import io.slotwise.model.ClusterKey;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines for nodes that fall silent, answer again or say too little; one line a change, none a tick. */
final class NodeNews {
    private static final Logger LOG = LoggerFactory.getLogger(NodeNews.class);

    private NodeNews() {}

    static void log(Observation before, Observation now) {
        now.answers().forEach(answer -> log(now.sample().cluster(), before.answerOf(answer.endpoint()), answer));
    }

    private static void log(ClusterKey cluster, Optional<NodeAnswer> before, NodeAnswer now) {
        boolean wasSilent = before.filter(Silent.class::isInstance).isPresent();
        if (now instanceof Silent silent && !wasSilent) {
            LOG.atWarn()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("pod", now.endpoint().pod())
                    .addKeyValue("problem", silent.problem())
                    .log("Node is silent");
        } else if (now instanceof Full && wasSilent) {
            LOG.atInfo()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("pod", now.endpoint().pod())
                    .log("Node answers again");
        }
        if (now instanceof Full full && !full.gaps().equals(gaps(before))) {
            full.gaps()
                    .forEach(gap -> LOG.atWarn()
                            .addKeyValue("cluster", cluster)
                            .addKeyValue("pod", now.endpoint().pod())
                            .addKeyValue("problem", gap.problem())
                            .log("Node says less than it should"));
        }
    }

    private static List<Gap> gaps(Optional<NodeAnswer> answer) {
        return answer.filter(Full.class::isInstance)
                .map(full -> ((Full) full).gaps())
                .orElse(List.of());
    }
}

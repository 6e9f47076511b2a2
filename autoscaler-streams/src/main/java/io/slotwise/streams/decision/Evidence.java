package io.slotwise.streams.decision;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A finding with the numbers that it rests on, as a decision record. */
final class Evidence {
    private Evidence() {}

    /**
     * What was found.
     *
     * @param asked what the load asked for, if anything
     * @param guard the rule of the guard that forbade to act, if one did
     */
    record Finding(
            Verdict verdict, Reason reason, String sentence, Optional<Decision.Asked> asked, Optional<String> guard) {
        static Finding hold(Reason reason, String sentence) {
            return new Finding(Verdict.HOLD, reason, sentence, Optional.empty(), Optional.empty());
        }
    }

    static Decision decision(State state, Sample sample, Finding finding, Optional<Intent> intent) {
        List<Decision.NodeEvidence> nodes =
                sample.activeMasters().map(Evidence::of).toList();
        int wanted = intent.map(Intent::masters)
                .or(() -> state.cluster().map(ClusterRecord::masters))
                .orElse(nodes.size());
        return new Decision(
                id(sample.cluster(), sample.at()),
                sample.cluster(),
                sample.at(),
                finding.verdict(),
                finding.reason(),
                finding.sentence(),
                nodes.size(),
                wanted,
                state.cluster().map(cluster -> cluster.policy().alone()),
                nodes,
                intent.map(Intent::id),
                finding.asked(),
                finding.guard(),
                Optional.of(Words.lastSentence(finding.sentence())),
                Optional.empty());
    }

    /** A decision's id, by which its scaling can be followed through all parts. */
    static String id(ClusterKey cluster, Instant at) {
        return cluster + "@" + at;
    }

    private static Decision.NodeEvidence of(NodeSample node) {
        return new Decision.NodeEvidence(
                node.pod(),
                node.nodeId(),
                node.slots().size(),
                node.load().cpuPercent(),
                node.load().memoryPercent());
    }
}

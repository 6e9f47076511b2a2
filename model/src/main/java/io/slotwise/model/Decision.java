package io.slotwise.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A verdict with its evidence: topic {@code slotwise.decisions}.
 *
 * @param id unique for cluster and sample, the same when the same sample is judged again
 * @param cluster which cluster
 * @param at event time: the judged sample's {@code at}
 * @param verdict scale out, scale in, or hold
 * @param reason the rule that fired, or the guard that held
 * @param sentence the reason with its numbers, for people; ends with what would have to change
 * @param masters active masters as observed
 * @param wanted masters wanted after the verdict
 * @param policy the rules it was judged by
 * @param nodes the active masters' numbers
 * @param intent id of the intent that was emitted with it
 */
public record Decision(
        String id,
        ClusterKey cluster,
        Instant at,
        Verdict verdict,
        Reason reason,
        String sentence,
        int masters,
        int wanted,
        Optional<Policy> policy,
        List<NodeEvidence> nodes,
        Optional<String> intent) {

    /**
     * One active master's numbers.
     *
     * @param cpuPercent percent of one core
     * @param memoryPercent percent of its limit
     */
    public record NodeEvidence(
            String pod, String nodeId, int slots, OptionalDouble cpuPercent, OptionalDouble memoryPercent) {}

    public Decision {
        Checks.notBlank("id", id);
        nodes = List.copyOf(nodes);
    }
}

package io.slotwise.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A verdict with its evidence: topic {@code slotwise.decisions}.
 *
 * @param id unique for cluster, sample and shadow policy, the same when the same sample is judged again
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
 * @param asked what the load asked for, whether or not it was done; absent when it asked for nothing or was not judged
 * @param guard the rule of the guard that forbade to act, in words; absent when none did
 * @param wouldChange what would have to change for another verdict: the last of the sentence
 * @param shadow name of the shadow policy whose verdict it is; absent for the cluster's own
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
        Optional<String> intent,
        Optional<Asked> asked,
        Optional<String> guard,
        Optional<String> wouldChange,
        Optional<String> shadow) {

    /**
     * What the load asked for.
     *
     * @param rule the rule that fired
     * @param masters the number of masters it asked for
     * @param samples how many samples in a row have asked for the same direction, 1 or more
     */
    public record Asked(Reason rule, int masters, int samples) {}

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

    /** A verdict of the cluster's own policy, of which no more is known than its sentence. */
    public Decision(
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
        this(
                id,
                cluster,
                at,
                verdict,
                reason,
                sentence,
                masters,
                wanted,
                policy,
                nodes,
                intent,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same verdict as that of a shadow policy, which acts on nothing. */
    public Decision asShadow(String name) {
        return new Decision(
                id + "#" + name,
                cluster,
                at,
                verdict,
                reason,
                sentence,
                masters,
                wanted,
                policy,
                nodes,
                Optional.empty(),
                asked,
                guard,
                wouldChange,
                Optional.of(name));
    }

    /** The same verdict with other words and numbers, for readers that take only so many. */
    public Decision showing(String otherSentence, List<NodeEvidence> otherNodes) {
        return new Decision(
                id,
                cluster,
                at,
                verdict,
                reason,
                otherSentence,
                masters,
                wanted,
                policy,
                otherNodes,
                intent,
                asked,
                guard,
                wouldChange,
                shadow);
    }
}

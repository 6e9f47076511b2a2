package io.slotwise.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The wish to have a number of masters: topic {@code slotwise.intents}. It names the wanted number, never a step, so that
 * applying it twice is applying it once.
 *
 * @param id one for each cluster and generation
 * @param cluster which cluster
 * @param generation the {@code metadata.generation} it was made for; void when the spec has moved on
 * @param masters wanted active masters
 * @param reason the rule that fired
 * @param sentence the reason with its numbers, for people
 * @param pod the overloaded master to relieve, or the master to empty; a hint, checked when it is used
 * @param at when it was made (event time)
 * @param expiresAt after this it must not be applied
 * @param correlation follows this scaling through all parts: the id of the decision that it came with; absent in records
 *     from before there was one
 */
public record Intent(
        String id,
        ClusterKey cluster,
        long generation,
        int masters,
        Reason reason,
        String sentence,
        String pod,
        Instant at,
        Instant expiresAt,
        Optional<String> correlation) {
    public Intent {
        Checks.notBlank("id", id);
        Checks.atLeast("generation", 1L, generation);
        Checks.atLeast("masters", 3, masters);
        if (!expiresAt.isAfter(at)) {
            throw new IllegalArgumentException("expiresAt " + expiresAt + " is not after at " + at);
        }
    }

    /** An intent that nothing is known to have led to. */
    public Intent(
            String id,
            ClusterKey cluster,
            long generation,
            int masters,
            Reason reason,
            String sentence,
            String pod,
            Instant at,
            Instant expiresAt) {
        this(id, cluster, generation, masters, reason, sentence, pod, at, expiresAt, Optional.empty());
    }
}

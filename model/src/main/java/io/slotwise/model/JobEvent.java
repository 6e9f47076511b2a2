package io.slotwise.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What a job says of itself while it works: topic {@code slotwise.job-events}. For people and consoles; nothing is decided
 * on it.
 *
 * @param cluster which cluster
 * @param job the Kubernetes Job's name
 * @param runId one for each run of the process
 * @param kind what the job does
 * @param phase how far it is
 * @param at when this was so
 * @param slotsDone slots moved so far in this run
 * @param slotsTotal slots to move in this run
 * @param keysMoved keys moved so far in this run
 * @param message a sentence for people
 * @param correlation follows what the job is part of through all parts; absent when the job was given none
 */
public record JobEvent(
        ClusterKey cluster,
        String job,
        String runId,
        Kind kind,
        Phase phase,
        Instant at,
        int slotsDone,
        int slotsTotal,
        long keysMoved,
        String message,
        Optional<String> correlation) {

    /** What a job does; the Kubernetes Job is named {@code <cluster>-<kind>}. */
    public enum Kind {
        BOOTSTRAP,
        RESHARD,
        DRAIN,
        CONFIGURE,
        FAILOVER,
        HEAL;

        /** The word used in commands and names. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** How far a job is. */
    public enum Phase {
        STARTED,
        PROGRESS,
        FINISHED,
        FAILED
    }

    public JobEvent {
        Checks.atLeast("slotsDone", 0, slotsDone);
        Checks.atLeast("slotsTotal", 0, slotsTotal);
        Checks.atLeast("keysMoved", 0L, keysMoved);
    }

    /** An event of a job that was given no correlation. */
    public JobEvent(
            ClusterKey cluster,
            String job,
            String runId,
            Kind kind,
            Phase phase,
            Instant at,
            int slotsDone,
            int slotsTotal,
            long keysMoved,
            String message) {
        this(cluster, job, runId, kind, phase, at, slotsDone, slotsTotal, keysMoved, message, Optional.empty());
    }
}

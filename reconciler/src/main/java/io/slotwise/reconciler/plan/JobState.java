package io.slotwise.reconciler.plan;

import io.slotwise.model.JobEvent;

/**
 * One Job of the cluster.
 *
 * @param kind what it does
 * @param phase how far it is
 * @param operation the {@link Operation#id()} that it was made for
 * @param attempt which try of its operation it is, from 1
 * @param problem why it failed or does not begin, else empty
 * @param configuration the {@link Wanted#configuration()} that it was made for
 */
public record JobState(
        JobEvent.Kind kind, Phase phase, String operation, int attempt, String problem, String configuration) {
    /** How far a Job is. */
    public enum Phase {
        RUNNING,
        /** It has never run, cannot begin, and would be made otherwise now: with another image, for one. */
        OUTDATED,
        SUCCEEDED,
        FAILED,
        /** It is being deleted. */
        ENDING
    }

    boolean isOver() {
        return phase == Phase.SUCCEEDED || phase == Phase.FAILED;
    }

    /** Whether its end has not been taken note of yet. */
    boolean isNewsFor(Operation current) {
        return belongsTo(current) && attempt > current.attempts();
    }

    boolean belongsTo(Operation current) {
        return operation.equals(current.id());
    }
}

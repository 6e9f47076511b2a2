package io.slotwise.job.plan;

/** What came of a change that Redis was asked for. */
public sealed interface Applied {
    Applied OK = new Accepted();

    /** Every command was accepted; whether it has its effect is seen at the next look. */
    record Accepted() implements Applied {}

    /**
     * A node did not do it; what is true now is seen at the next look, so nothing is lost by trying again.
     *
     * @param problem which node said what
     */
    record Disturbed(String problem) implements Applied {}

    /**
     * It must not be done.
     *
     * @param sentence why, with numbers, and what to do
     */
    record Refused(String sentence) implements Applied {}

    /**
     * Somebody else is changing this cluster.
     *
     * @param sentence who, and since when
     */
    record Yielded(String sentence) implements Applied {}
}

package io.slotwise.job.pace;

/** What clients feel of a move. */
public enum Feeling {
    /** Answers came within the bound. */
    CALM,
    /** Answers took longer than the bound. */
    BREACH,
    /** Too little was measured to tell. */
    UNKNOWN
}

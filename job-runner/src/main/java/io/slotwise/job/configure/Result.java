package io.slotwise.job.configure;

/** What came of one try at one node. */
public sealed interface Result {
    /** It is as it is to be. */
    record Done() implements Result {}

    /** Not yet; trying again may help. */
    record NotYet(String problem) implements Result {}

    /** The server will not have it; trying again does not help. */
    record Refused(String sentence) implements Result {}
}

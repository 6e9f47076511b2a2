package io.slotwise.streams.decision;

/** Which way a sample pulls the number of masters. */
public enum Direction {
    NONE,
    OUT,
    IN
}

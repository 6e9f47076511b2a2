package io.slotwise.bench.load;

/** What goes on while an operation is sent. */
public enum Phase {
    /** The client and the servers are not at speed yet; not counted. */
    WARM_UP,
    /** Nothing but the client. */
    QUIET,
    /** The mover runs. */
    MOVE,
    /** The mover has ended; not counted. */
    AFTER
}

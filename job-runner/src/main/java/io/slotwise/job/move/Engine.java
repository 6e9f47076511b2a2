package io.slotwise.job.move;

/** How keys go from one master to another. */
public enum Engine {
    /** The best that both nodes can do; after a failure the next best. */
    AUTO,
    /** The server's own migration. */
    NATIVE,
    /** Copies, of which the source lets go in a transaction. */
    COPY,
    /** MIGRATE alone. */
    MIGRATE;

    boolean triesNative() {
        return this == AUTO || this == NATIVE;
    }
}

package io.slotwise.job.move;

/** How keys go from one master to another. */
public enum Engine {
    /** The best that both nodes can do without risk; after a failure the next best. */
    AUTO,
    /** The server's own migration, also where a failover that it does not notice could cost writes. */
    NATIVE,
    /** Copies, of which the source lets go in a transaction. */
    COPY,
    /** MIGRATE alone. */
    MIGRATE;

    boolean triesNative() {
        return this == AUTO || this == NATIVE;
    }

    /** Whether servers may move slots by themselves; those that do not notice a failover only when asked to. */
    public boolean takesNative(boolean noticesFailovers) {
        return this == NATIVE || (this == AUTO && noticesFailovers);
    }
}

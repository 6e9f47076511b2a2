package io.slotwise.job.plan;

/**
 * What a node says of itself besides its node table.
 *
 * @param state whether it holds the cluster for able to serve
 * @param currentEpoch the highest epoch it has seen
 * @param configEpoch the epoch of its own slots
 * @param keys keys it holds
 * @param usedBytes {@code used_memory}
 * @param datasetBytes {@code used_memory_dataset}
 * @param limitBytes {@code maxmemory}; 0 means that there is none
 * @param link a replica's link to its master; {@code UP} for a master
 * @param migration whether the server itself is moving slots
 * @param pulse its counters
 * @param history where its data come from
 */
public record Facts(
        State state,
        long currentEpoch,
        long configEpoch,
        long keys,
        long usedBytes,
        long datasetBytes,
        long limitBytes,
        Link link,
        Migration migration,
        Pulse pulse,
        History history) {

    public Facts(
            State state,
            long currentEpoch,
            long configEpoch,
            long keys,
            long usedBytes,
            long datasetBytes,
            long limitBytes,
            Link link) {
        this(
                state,
                currentEpoch,
                configEpoch,
                keys,
                usedBytes,
                datasetBytes,
                limitBytes,
                link,
                Migration.NONE,
                Pulse.NONE,
                History.UNKNOWN);
    }

    /** The same with other keys, and memory that differs by as much. */
    Facts holding(long otherKeys) {
        double each = keys == 0 ? 0 : (double) datasetBytes / keys;
        long more = Math.round((otherKeys - keys) * each);
        return new Facts(
                state,
                currentEpoch,
                configEpoch,
                otherKeys,
                usedBytes + more,
                datasetBytes + more,
                limitBytes,
                link,
                migration,
                pulse,
                history);
    }

    /** The same with nothing to complain of. */
    Facts sound() {
        return new Facts(
                State.OK,
                currentEpoch,
                configEpoch,
                keys,
                usedBytes,
                datasetBytes,
                limitBytes,
                Link.UP,
                Migration.NONE,
                pulse,
                history);
    }

    /** The same with what the server is moving now. */
    public Facts migrating(Migration now) {
        return new Facts(
                state, currentEpoch, configEpoch, keys, usedBytes, datasetBytes, limitBytes, link, now, pulse, history);
    }

    /** A migration that a server carries out by itself, whoever asked for it. */
    public enum Migration {
        NONE,
        UNDER_WAY,
        /** An import of Redis', which takes the slots as soon as its source says so, whoever owns them by then. */
        IMPORTING,
        /** One that Redis tries over and over and that fails each time, or that takes slots from who has lost them. */
        FAILING
    }

    /** {@code cluster_state}. */
    public enum State {
        OK,
        FAIL
    }

    /** {@code master_link_status}. */
    public enum Link {
        UP,
        DOWN,
        /** Down, and the master is looked for at an address that is not its own any more. */
        ASTRAY
    }
}

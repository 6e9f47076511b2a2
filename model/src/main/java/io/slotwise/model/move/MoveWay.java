package io.slotwise.model.move;

/**
 * A way in which slots go from one node to another, and what it takes at the fast pace between two nodes that have nothing
 * else to do; {@code docs/benchmarks.md} has what was measured.
 */
public enum MoveWay {
    /** Copies on Redis, of which the source lets go in a transaction. */
    COPY("copies", 0.000_1, 0.000_008, 1 / 150e6, 0.000_005, 1 / 1e9),

    /** MIGRATE on Redis. */
    MIGRATE("MIGRATE", 0.000_2, 0.000_011, 1 / 120e6, 0.000_009, 1 / 0.5e9),

    /** MIGRATE on Valkey, where each change of a slot waits for replicas. */
    MIGRATE_AND_WAIT("MIGRATE", 0.001, 0.000_011, 1 / 120e6, 0.000_009, 1 / 0.5e9),

    /** Valkey's own migration. */
    NATIVE_VALKEY("the server's own migration", 0.000_1, 0.000_012, 1 / 150e6, 0.000_002, 1 / 1e9),

    /** Redis' own migration. */
    NATIVE_REDIS("the server's own migration", 0.000_05, 0.000_002, 1 / 150e6, 0.000_002, 1 / 1e9);

    /** Until a process that has just started is at its pace, and until it has seen that all agree. */
    public static final double START_SECONDS = 0.5;

    /** How much longer it takes when it heeds what clients feel and they feel nothing. */
    public static final double DEFAULT_PACE = 1.15;

    private final String words;
    private final double secondsPerSlot;
    private final double secondsPerKey;
    private final double secondsPerByte;
    private final double sourceCpuSecondsPerKey;
    private final double sourceCpuSecondsPerByte;

    MoveWay(
            String words,
            double secondsPerSlot,
            double secondsPerKey,
            double secondsPerByte,
            double sourceCpuSecondsPerKey,
            double sourceCpuSecondsPerByte) {
        this.words = words;
        this.secondsPerSlot = secondsPerSlot;
        this.secondsPerKey = secondsPerKey;
        this.secondsPerByte = secondsPerByte;
        this.sourceCpuSecondsPerKey = sourceCpuSecondsPerKey;
        this.sourceCpuSecondsPerByte = sourceCpuSecondsPerByte;
    }

    /** For sentences. */
    public String words() {
        return words;
    }

    /** Whether the servers do it by themselves. */
    public boolean isNative() {
        return this == NATIVE_VALKEY || this == NATIVE_REDIS;
    }

    /** How long moving so much between two nodes takes, without the start of the process. */
    public double seconds(double slots, double keys, double bytes) {
        return slots * secondsPerSlot + keys * secondsPerKey + bytes * secondsPerByte;
    }

    /** CPU of the source's main thread for so much. */
    public double sourceCpuSeconds(double keys, double bytes) {
        return keys * sourceCpuSecondsPerKey + bytes * sourceCpuSecondsPerByte;
    }
}

package io.slotwise.model.move;

/** How fast slots move from one node to another; {@code docs/benchmarks.md} has what was measured. */
public final class MovePace {
    /** Until a process that has just started is at its pace. */
    public static final double START_SECONDS = 0.2;

    /** Opening, looking through and handing over one slot. */
    public static final double SECONDS_PER_SLOT = 0.000_15;

    /** One key of a few hundred bytes. */
    public static final double SECONDS_PER_KEY = 0.000_014;

    /** Copying out, sending and taking in. */
    public static final double SECONDS_PER_BYTE = 1 / 150e6;

    /** CPU of the source's main thread for one key. */
    public static final double SOURCE_CPU_SECONDS_PER_KEY = 0.000_005;

    private MovePace() {}

    /** How long it takes to move so much between two nodes. */
    public static double seconds(long slots, double keys, double bytes) {
        return START_SECONDS + slots * SECONDS_PER_SLOT + keys * SECONDS_PER_KEY + bytes * SECONDS_PER_BYTE;
    }
}

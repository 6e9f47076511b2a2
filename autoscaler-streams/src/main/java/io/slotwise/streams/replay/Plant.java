package io.slotwise.streams.replay;

import io.slotwise.model.move.MoveModel;

/**
 * The one model of a cluster that every policy and the optimum are tried on: how load lies on masters, how long a scaling
 * takes, and what it costs while it runs.
 *
 * @param move what moving takes
 * @param limits from when on a master is overloaded
 * @param bounds how many masters there may be
 */
public record Plant(MoveModel move, Limits limits, Bounds bounds) {
    public static final Plant DEFAULT = new Plant(MoveModel.DEFAULT, Limits.DEFAULT, Bounds.DEFAULT);

    /** What a master holds when nothing is known of it. */
    public static final long UNKNOWN_BYTES_PER_MASTER = 1_000_000_000;

    /** Rounding of a duration must not add a tick to it. */
    private static final double TICK_ROUNDING = 1e-9;

    public Plant withBounds(Bounds others) {
        return new Plant(move, limits, others);
    }

    /** How many ticks a scaling that begins now takes, 1 or more. */
    int ticks(int from, int to, double totalBytes, double tickSeconds) {
        return ticks(move.seconds(from, to, totalBytes), tickSeconds);
    }

    static int ticks(double seconds, double tickSeconds) {
        return Math.max(1, (int) Math.ceil(seconds / tickSeconds - TICK_ROUNDING));
    }

    /** The masters that the load is shared over in the middle of tick {@code i} of a scaling that takes {@code ticks}. */
    static double capacity(int from, int to, int i, int ticks) {
        return from + (i + 0.5) / ticks * (to - from);
    }

    /** How much more than its share a master holds while a scaling runs; only those that stay are sent something. */
    static double memoryFactor(int from, int to) {
        return to < from ? 1 + MoveModel.DESTINATION_BUFFER : 1;
    }

    /**
     * The hottest master's CPU, if one master had to carry everything; percent of one core. A skew that was seen on many
     * masters can not be greater than the number of masters.
     */
    double hotCpu(Course course, int tick) {
        return course.cpu(tick) * Math.min(course.cpuSkew(tick), bounds.least());
    }

    /** The fullest master's memory, if one master had to hold everything; percent of its limit, 0 without one. */
    double hotMemory(Course course, int tick) {
        if (course.memoryLimit().isEmpty()) {
            return 0;
        }
        return 100
                * course.bytes(tick)
                * Math.min(course.memorySkew(tick), bounds.least())
                / course.memoryLimit().getAsLong();
    }

    /** Whether the hottest master is at its limit; the arguments are as {@link #hotCpu} and {@link #hotMemory} say. */
    boolean isViolated(double hotCpu, double indivisible, double hotMemory, double capacity, double overhead) {
        double room = limits.violation() - overhead;
        return hotCpu >= room * capacity || indivisible >= room || hotMemory >= limits.violation() * capacity;
    }
}

package io.slotwise.standalone.load;

/**
 * What is asked of a cluster.
 *
 * @param cpuPercent CPU of all active masters' main threads together, percent of one core, 0 or more
 * @param ballastBytes memory to fill over all active masters together, 0 or more
 */
public record Demand(double cpuPercent, long ballastBytes) {
    public static final Demand NONE = new Demand(0, 0);

    public Demand {
        if (!(cpuPercent >= 0 && cpuPercent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cpuPercent must be 0 or more but is " + cpuPercent);
        }
        if (ballastBytes < 0) {
            throw new IllegalArgumentException("ballastBytes must be 0 or more but is " + ballastBytes);
        }
    }

    public Demand withCpuPercent(double percent) {
        return new Demand(percent, ballastBytes);
    }

    public Demand withBallastBytes(long bytes) {
        return new Demand(cpuPercent, bytes);
    }
}

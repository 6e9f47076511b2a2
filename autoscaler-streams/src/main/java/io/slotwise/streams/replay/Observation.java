package io.slotwise.streams.replay;

import java.time.Instant;

/**
 * What a policy sees at one tick. It is filled anew for each tick: nothing may keep it. CPU is what can be observed, at most
 * 100 percent of one core; memory is percent of the limit and may exceed 100.
 */
public final class Observation {
    private final Course course;
    private final Plant plant;
    int tick;
    int masters;
    int wanted;
    int pods;
    int scalings;
    int lastBegan = Integer.MIN_VALUE;
    int ends;
    double hottestCpu;
    double otherCpu;
    double hottestMemory;
    double otherMemory;
    double trueCpu;
    double trueMemory;
    boolean running;

    Observation(Course course, Plant plant) {
        this.course = course;
        this.plant = plant;
    }

    public int tick() {
        return tick;
    }

    public Instant at() {
        return course.at(tick);
    }

    /** Seconds since the first tick. */
    public double seconds() {
        return tick * course.setting().seconds();
    }

    public Course course() {
        return course;
    }

    public Course.Sight sight() {
        return course.sight(tick);
    }

    /** Masters that own slots. */
    public int masters() {
        return masters;
    }

    /** The number that was last asked for; the same as {@link #masters} unless a scaling runs. */
    public int wanted() {
        return wanted;
    }

    /** Masters that there are pods for, the standby not counted. */
    int pods() {
        return pods;
    }

    public boolean isRunning() {
        return running;
    }

    /** How many scalings have begun. */
    int scalings() {
        return scalings;
    }

    /** The tick at which the last scaling began; far in the past when there was none. */
    int lastBegan() {
        return lastBegan;
    }

    /** Seconds since the last scaling began; endless when there was none. */
    public double sinceLastScaling() {
        return scalings == 0
                ? Double.POSITIVE_INFINITY
                : (tick - lastBegan) * course.setting().seconds();
    }

    public double hottestCpu() {
        return hottestCpu;
    }

    /** CPU of each of the others. */
    public double otherCpu() {
        return masters == 1 ? hottestCpu : otherCpu;
    }

    public double averageCpu() {
        return (hottestCpu + (masters - 1) * otherCpu) / masters;
    }

    /** Whether memory has a limit that it can be measured by. */
    public boolean knowsMemory() {
        return course.memoryLimit().isPresent();
    }

    public double hottestMemory() {
        return hottestMemory;
    }

    /** Memory of each of the others. */
    public double otherMemory() {
        return masters == 1 ? hottestMemory : otherMemory;
    }

    public double averageMemory() {
        return (hottestMemory + (masters - 1) * otherMemory) / masters;
    }

    /** Shares out a tick's demand over {@code active} masters that are worth {@code capacity}. */
    void share(int active, double capacity, double overhead, double memoryFactor) {
        masters = active;
        double demand = Math.max(plant.hotCpu(course, tick) / capacity, course.indivisible(tick));
        double rest = Math.max(0, course.cpu(tick) - demand) / Math.max(1, active - 1);
        trueCpu = demand + overhead;
        hottestCpu = Math.min(100, trueCpu);
        otherCpu = Math.min(hottestCpu, rest + overhead);
        double full = plant.hotMemory(course, tick) / capacity;
        trueMemory = full * memoryFactor;
        hottestMemory = trueMemory;
        otherMemory = knowsMemory() ? otherMemory(active, full) : 0;
    }

    private double otherMemory(int active, double full) {
        double all = 100 * course.bytes(tick) / course.memoryLimit().orElse(1);
        return Math.max(0, all - full) / Math.max(1, active - 1);
    }
}

package io.slotwise.streams.replay;

import java.util.Optional;

/** Collects a {@link Course} tick by tick. What is not said stays as it was at the tick before. */
public final class CourseBuilder {
    private final Course.Setting setting;
    private final Track.Writer cpus = new Track.Writer();
    private final Track.Writer cpuSkews = new Track.Writer();
    private final Track.Writer indivisibles = new Track.Writer();
    private final Track.Writer manyBytes = new Track.Writer();
    private final Track.Writer memorySkews = new Track.Writer();
    private final Track.Writer sights = new Track.Writer();
    private double cpu;
    private double cpuSkew = 1;
    private double indivisible;
    private double bytes;
    private double memorySkew = 1;
    private int ticks;

    CourseBuilder(Course.Setting setting) {
        this.setting = setting;
        bytes = (double) Plant.UNKNOWN_BYTES_PER_MASTER * setting.masters();
    }

    /** The whole cluster's CPU demand from now on, percent of one core. */
    public CourseBuilder cpu(double percent) {
        cpu = require("CPU demand", percent, 0);
        return this;
    }

    /** The hottest master's CPU as a multiple of the mean from now on. */
    public CourseBuilder cpuSkew(double skew) {
        cpuSkew = require("CPU skew", skew, 1);
        return this;
    }

    /** CPU of the hottest slot from now on, percent of one core. */
    public CourseBuilder indivisible(double percent) {
        indivisible = require("CPU of the hottest slot", percent, 0);
        return this;
    }

    /** What all masters hold together from now on. */
    public CourseBuilder bytes(double total) {
        bytes = require("bytes", total, 0);
        return this;
    }

    /** The fullest master's bytes as a multiple of the mean from now on. */
    public CourseBuilder memorySkew(double skew) {
        memorySkew = require("memory skew", skew, 1);
        return this;
    }

    /** One more tick, seen. */
    public CourseBuilder tick() {
        return tick(Course.Sight.SEEN);
    }

    /** So many more ticks, seen and all alike. */
    public CourseBuilder ticks(int number) {
        for (int i = 0; i < number; i++) {
            tick(Course.Sight.SEEN);
        }
        return this;
    }

    /** One more tick. */
    public CourseBuilder tick(Course.Sight sight) {
        cpus.add(cpu);
        cpuSkews.add(cpuSkew);
        indivisibles.add(indivisible);
        manyBytes.add(bytes);
        memorySkews.add(memorySkew);
        sights.add(sight.code);
        ticks++;
        return this;
    }

    public int ticks() {
        return ticks;
    }

    public Course build() {
        return build(Optional.empty());
    }

    Course build(Optional<Recording> recording) {
        return new Course(
                setting,
                ticks,
                new Course.Tracks(
                        cpus.track(),
                        cpuSkews.track(),
                        indivisibles.track(),
                        manyBytes.track(),
                        memorySkews.track(),
                        sights.track()),
                recording);
    }

    private static double require(String what, double value, double least) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be a number of at least " + least + " but is " + value);
        }
        return value;
    }
}

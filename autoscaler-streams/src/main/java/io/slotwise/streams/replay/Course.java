package io.slotwise.streams.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The demand on a cluster, tick by tick, whatever number of masters carries it. What is carried is the whole cluster's; how
 * unevenly it lies on the masters is the skew, the hottest master's share as a multiple of the mean share. Immutable.
 */
public final class Course {
    /** What a collector would have seen at a tick. */
    public enum Sight {
        /** All numbers. */
        SEEN(0),
        /** Nothing: no sample came. */
        ABSENT(1),
        /** A sample came in which a master is silent. */
        SILENT(2),
        /** A sample came in which {@code cluster_state} is not ok, as during a failover. */
        FAILING(3);

        private static final Sight[] ALL = {SEEN, ABSENT, SILENT, FAILING};

        /** Its place in a track, an index of {@code ALL}. */
        final int code;

        Sight(int code) {
            this.code = code;
        }

        static Sight of(double code) {
            return ALL[(int) code];
        }

        /** Whether the load is known. */
        boolean knowsLoad() {
            return this == SEEN || this == FAILING;
        }
    }

    private final Setting setting;
    private final int ticks;
    private final Track cpu;
    private final Track cpuSkew;
    private final Track indivisible;
    private final Track bytes;
    private final Track memorySkew;
    private final Track sight;
    private final Optional<Recording> recording;

    /**
     * What stays the same from the first tick to the last.
     *
     * @param name how the history is called
     * @param start the first tick
     * @param interval from tick to tick
     * @param masters active masters before the first tick, 1 or more
     * @param memoryLimit each master's memory limit, bytes; absent when there is none or it is not known
     */
    public record Setting(String name, Instant start, Duration interval, int masters, OptionalLong memoryLimit) {
        public Setting {
            if (interval.isZero() || interval.isNegative()) {
                throw new IllegalArgumentException("the interval must be more than nothing but is " + interval);
            }
            if (masters < 1) {
                throw new IllegalArgumentException("masters must be at least 1 but is " + masters);
            }
            if (memoryLimit.isPresent() && memoryLimit.getAsLong() < 1) {
                throw new IllegalArgumentException(
                        "the memory limit must be more than nothing but is " + memoryLimit.getAsLong());
            }
        }

        double seconds() {
            return interval.toNanos() / 1e9;
        }
    }

    Course(Setting setting, int ticks, Tracks tracks, Optional<Recording> recording) {
        this.setting = setting;
        this.ticks = ticks;
        this.cpu = tracks.cpu();
        this.cpuSkew = tracks.cpuSkew();
        this.indivisible = tracks.indivisible();
        this.bytes = tracks.bytes();
        this.memorySkew = tracks.memorySkew();
        this.sight = tracks.sight();
        this.recording = recording;
    }

    /** The tracks of a course, in step. */
    record Tracks(Track cpu, Track cpuSkew, Track indivisible, Track bytes, Track memorySkew, Track sight) {}

    public static CourseBuilder of(Setting setting) {
        return new CourseBuilder(setting);
    }

    public Setting setting() {
        return setting;
    }

    public String name() {
        return setting.name();
    }

    public int masters() {
        return setting.masters();
    }

    public Duration interval() {
        return setting.interval();
    }

    public OptionalLong memoryLimit() {
        return setting.memoryLimit();
    }

    public int ticks() {
        return ticks;
    }

    public Instant at(int tick) {
        return setting.start().plus(setting.interval().multipliedBy(tick));
    }

    /** The first moment after the last tick. */
    public Instant end() {
        return at(ticks);
    }

    /** The whole cluster's CPU demand, percent of one core. */
    public double cpu(int tick) {
        return cpu.at(tick);
    }

    /** The hottest master's CPU as a multiple of the mean, 1 or more. */
    public double cpuSkew(int tick) {
        return cpuSkew.at(tick);
    }

    /** CPU of the hottest slot, which no number of masters divides; percent of one core. */
    public double indivisible(int tick) {
        return indivisible.at(tick);
    }

    /** What all masters hold together, bytes. */
    public double bytes(int tick) {
        return bytes.at(tick);
    }

    /** The fullest master's bytes as a multiple of the mean, 1 or more. */
    public double memorySkew(int tick) {
        return memorySkew.at(tick);
    }

    public Sight sight(int tick) {
        return Sight.of(sight.at(tick));
    }

    boolean bytesAreConstant() {
        return bytes.isConstant();
    }

    /** The samples it was made of, where they were kept. */
    public Optional<Recording> recording() {
        return recording;
    }

    /** Whether the two ticks are alike in everything but their time. */
    boolean same(int tick, int other) {
        return cpu.at(tick) == cpu.at(other)
                && cpuSkew.at(tick) == cpuSkew.at(other)
                && indivisible.at(tick) == indivisible.at(other)
                && bytes.at(tick) == bytes.at(other)
                && memorySkew.at(tick) == memorySkew.at(other)
                && sight.at(tick) == sight.at(other);
    }

    /** A part of it, from tick {@code from} to before tick {@code to}; begun with as many masters, and no recording. */
    public Course between(int from, int to) {
        Setting part =
                new Setting(setting.name(), at(from), setting.interval(), setting.masters(), setting.memoryLimit());
        Tracks cut = new Tracks(
                cpu.between(from, to),
                cpuSkew.between(from, to),
                indivisible.between(from, to),
                bytes.between(from, to),
                memorySkew.between(from, to),
                sight.between(from, to));
        return new Course(part, to - from, cut, Optional.empty());
    }

    /** The part from one time to another; times outside are taken as its ends. */
    public Course between(Instant from, Instant to) {
        return between(tickAt(from), Math.max(tickAt(from), tickAt(to)));
    }

    /** The first tick that is not before {@code at}; {@link #ticks()} when there is none. */
    public int tickAt(Instant at) {
        double place = Duration.between(setting.start(), at).toMillis()
                / (double) setting.interval().toMillis();
        return (int) Math.max(0, Math.min(ticks, Math.ceil(place)));
    }
}

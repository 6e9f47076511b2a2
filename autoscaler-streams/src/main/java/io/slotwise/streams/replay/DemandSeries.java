package io.slotwise.streams.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A plain history of one number over time, taken as the whole cluster's demand. Each value holds until the next, since such
 * rows are averages.
 *
 * @param name how the history is called
 * @param points in order of time, at least two
 */
public record DemandSeries(String name, List<Point> points) {
    /** A spacing longer than so many usual ones is a gap. */
    private static final int GAP = 3;

    /** Of one core, or of the memory limit: what the mean of a history loads the masters with when no scale is given. */
    public static final double AUTO_LOAD = 0.5;

    /**
     * One row.
     *
     * @param at from when on
     * @param value finite, 0 or more
     */
    public record Point(Instant at, double value) {}

    /** What the numbers measure. */
    public enum Kind {
        CPU,
        MEMORY
    }

    /**
     * How the numbers become demand.
     *
     * @param kind what they measure
     * @param scale times which a value is percent of one core, or bytes; absent: so that the mean of the history is half
     *     of what the masters can carry
     * @param masters masters at the beginning
     * @param bytesPerMaster what each holds at the beginning, where the history does not say it
     * @param interval from tick to tick
     */
    public record Reading(Kind kind, OptionalDouble scale, int masters, long bytesPerMaster, Duration interval) {
        public static Reading cpu(int masters, Duration interval) {
            return new Reading(Kind.CPU, OptionalDouble.empty(), masters, Plant.UNKNOWN_BYTES_PER_MASTER, interval);
        }

        /** A memory history gives each master a limit of twice what it holds at the beginning. */
        long memoryLimit() {
            return 2 * bytesPerMaster;
        }
    }

    public DemandSeries {
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new IllegalArgumentException("a history needs at least two rows but has " + points.size());
        }
        for (int i = 0; i < points.size(); i++) {
            requireSound(points, i);
        }
    }

    private static void requireSound(List<Point> points, int i) {
        Point point = points.get(i);
        if (!(point.value() >= 0) || Double.isInfinite(point.value())) {
            throw new IllegalArgumentException(
                    "a value must be a number of at least 0, but the one of " + point.at() + " is " + point.value());
        }
        if (i > 0 && !point.at().isAfter(points.get(i - 1).at())) {
            throw new IllegalArgumentException("rows must be in order of time, but " + point.at() + " follows "
                    + points.get(i - 1).at());
        }
    }

    /** The scale that {@link #course} uses. */
    public double scale(Reading reading) {
        return reading.scale().orElseGet(() -> autoScale(reading));
    }

    private double autoScale(Reading reading) {
        double mean = points.stream().mapToDouble(Point::value).average().orElse(0);
        if (mean == 0) {
            throw new IllegalArgumentException("every value of the history is 0; give a scale");
        }
        double each = reading.kind() == Kind.CPU ? 100 : reading.memoryLimit();
        return AUTO_LOAD * each * reading.masters() / mean;
    }

    /** The demand that these numbers stand for. */
    public Course course(Reading reading) {
        double scale = scale(reading);
        Duration usual = medianSpacing();
        CourseBuilder builder =
                Course.of(setting(reading)).bytes((double) reading.bytesPerMaster() * reading.masters());
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            Instant next =
                    i + 1 < points.size() ? points.get(i + 1).at() : point.at().plus(usual);
            boolean gap = Duration.between(point.at(), next).compareTo(usual.multipliedBy(GAP)) > 0;
            double demand = point.value() * scale;
            if (reading.kind() == Kind.CPU) {
                builder.cpu(demand);
            } else {
                builder.bytes(demand);
            }
            fill(builder, gap ? point.at().plus(usual) : next, Course.Sight.SEEN, reading.interval());
            fill(builder, next, Course.Sight.ABSENT, reading.interval());
        }
        return builder.build();
    }

    private Course.Setting setting(Reading reading) {
        OptionalLong limit =
                reading.kind() == Kind.MEMORY ? OptionalLong.of(reading.memoryLimit()) : OptionalLong.empty();
        return new Course.Setting(name, points.get(0).at(), reading.interval(), reading.masters(), limit);
    }

    /** Ticks until {@code end}, which stays out. */
    private void fill(CourseBuilder builder, Instant end, Course.Sight sight, Duration interval) {
        double from = Duration.between(points.get(0).at(), end).toMillis() / (double) interval.toMillis();
        int upTo = (int) Math.ceil(from);
        while (builder.ticks() < upTo) {
            builder.tick(sight);
        }
    }

    private Duration medianSpacing() {
        List<Duration> spacings = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            spacings.add(Duration.between(points.get(i - 1).at(), points.get(i).at()));
        }
        spacings.sort(null);
        return spacings.get(spacings.size() / 2);
    }
}

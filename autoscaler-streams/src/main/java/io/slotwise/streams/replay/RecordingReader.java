package io.slotwise.streams.replay;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.HotSlot;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes a course of one cluster's records, one after another. Demand is what all masters that own slots used together; CPU
 * that a full core could not give is not in the record, so that demand is understated where a master had 100 percent.
 */
public final class RecordingReader {
    /** So many records are kept as they were. */
    private static final int KEPT = 100_000;

    /** A sample may come so much of an interval late, and no tick is missing yet. */
    private static final double LATE = 0.5;

    private final Duration interval;
    private final List<Heard> heard = new ArrayList<>();
    private Optional<CourseBuilder> builder = Optional.empty();
    private Optional<ClusterKey> cluster = Optional.empty();
    private Optional<ClusterRecord> last = Optional.empty();
    private Instant start = Instant.EPOCH;

    /** @param interval from tick to tick, as the policy's {@code metricsQueryInterval} says */
    public RecordingReader(Duration interval) {
        this.interval = interval;
    }

    /**
     * The next record.
     *
     * @throws IllegalArgumentException when it is another cluster's
     */
    public void add(Heard record) {
        keep(record);
        if (record instanceof Heard.Word word) {
            requireSame(word.cluster().cluster());
            last = Optional.of(word.cluster());
        } else if (record instanceof Heard.Tick tick) {
            requireSame(tick.sample().cluster());
            take(tick.sample());
        }
    }

    private void keep(Heard record) {
        if (heard.size() < KEPT) {
            heard.add(record);
        }
    }

    private void requireSame(ClusterKey key) {
        if (cluster.filter(known -> !known.equals(key)).isPresent()) {
            throw new IllegalArgumentException(
                    "a replay has one cluster, but there are records of " + cluster.get() + " and of " + key);
        }
        cluster = Optional.of(key);
    }

    private void take(Sample sample) {
        if (builder.isEmpty()) {
            begin(sample);
        }
        builder.ifPresent(course -> tick(course, sample));
    }

    /** What comes before the first sample with a master says nothing of demand. */
    private void begin(Sample sample) {
        int masters = (int) sample.activeMasters().count();
        if (masters > 0) {
            start = sample.at();
            builder = Optional.of(Course.of(
                    new Course.Setting(sample.cluster().toString(), start, interval, masters, memoryLimit(sample))));
        }
    }

    private void tick(CourseBuilder course, Sample sample) {
        double place = Duration.between(start, sample.at()).toNanos() / (double) interval.toNanos();
        int tick = (int) Math.floor(place + LATE);
        if (tick < course.ticks()) {
            return;
        }
        while (course.ticks() < tick) {
            course.tick(Course.Sight.ABSENT);
        }
        Course.Sight sight = sight(sample);
        if (sight == Course.Sight.SEEN) {
            demand(course, sample);
        }
        course.tick(sight);
    }

    private static Course.Sight sight(Sample sample) {
        boolean silent =
                sample.nodes().stream().anyMatch(node -> !node.answered() && node.role() != NodeSample.Role.REPLICA);
        boolean known = sample.activeMasters().findAny().isPresent()
                && sample.activeMasters()
                        .allMatch(node -> node.load().cpuPercent().isPresent());
        if (silent || !known) {
            return Course.Sight.SILENT;
        }
        return sample.health().state() == Sample.ClusterHealth.State.OK ? Course.Sight.SEEN : Course.Sight.FAILING;
    }

    private static void demand(CourseBuilder course, Sample sample) {
        List<NodeSample> masters = sample.activeMasters().toList();
        double[] cpu = masters.stream()
                .mapToDouble(node -> node.load().cpuPercent().orElse(0))
                .toArray();
        double[] bytes = masters.stream()
                .mapToDouble(node -> (double) node.load().usedMemoryBytes().orElse(0))
                .toArray();
        course.cpu(sum(cpu)).cpuSkew(skew(cpu)).indivisible(hottestSlot(masters));
        if (sum(bytes) > 0) {
            course.bytes(sum(bytes)).memorySkew(skew(bytes));
        }
    }

    private static double hottestSlot(List<NodeSample> masters) {
        return masters.stream()
                .flatMap(node -> node.load().hotSlots().stream())
                .flatMap(List::stream)
                .mapToDouble(HotSlot::cpuPercent)
                .max()
                .orElse(0);
    }

    private static OptionalLong memoryLimit(Sample sample) {
        return sample.activeMasters()
                .flatMapToLong(node -> node.load().memoryLimitBytes().stream())
                .filter(limit -> limit > 0)
                .min();
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double skew(double[] values) {
        double sum = sum(values);
        double most = 0;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return sum == 0 ? 1 : Math.max(1, most * values.length / sum);
    }

    /**
     * The course so far.
     *
     * @throws IllegalArgumentException when there was no sample with a master that owns slots
     */
    public Course course() {
        return builder.orElseThrow(
                        () -> new IllegalArgumentException("the recording has no sample with a master that owns slots"))
                .build(Optional.of(new Recording(heard, last)));
    }
}

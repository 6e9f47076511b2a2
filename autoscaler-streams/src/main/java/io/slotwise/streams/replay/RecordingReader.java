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
    /** So many records are kept as they were: 8 days of samples each 15 s, some 150 MB of them with 8 nodes. */
    private static final int KEPT = 50_000;

    /** A sample may come so much of an interval late, and no tick is missing yet. */
    private static final double LATE = 0.5;

    private final Duration interval;
    private final List<Heard> heard = new ArrayList<>();
    private Optional<CourseBuilder> builder = Optional.empty();
    private Optional<ClusterKey> cluster = Optional.empty();
    private Optional<ClusterRecord> last = Optional.empty();
    private Instant start = Instant.EPOCH;
    private List<NodeSample> nodes = List.of();
    private boolean scaled;

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

    /** Until the first scaling: from there on no simulation does what was done. */
    private void keep(Heard record) {
        if (scaled || heard.size() >= KEPT) {
            return;
        }
        if (record instanceof Heard.Tick tick) {
            heard.add(new Heard.Tick(tick.at(), sharing(tick.sample())));
        } else {
            int masters = ((Heard.Word) record).cluster().masters();
            scaled = last.filter(word -> word.masters() != masters).isPresent();
            heard.add(record);
        }
    }

    /** What a node is, its slots above all, takes room once for all samples in which it is the same. */
    @SuppressWarnings("ReferenceEquality") // whether it is the very same is what is asked
    private Sample sharing(Sample sample) {
        List<NodeSample> own = sample.nodes();
        List<NodeSample> shared = new ArrayList<>(own.size());
        boolean already = true;
        for (int i = 0; i < own.size(); i++) {
            NodeSample node = own.get(i);
            NodeSample same = i < nodes.size() ? node.sharing(nodes.get(i)) : node;
            already &= same == node;
            shared.add(same);
        }
        nodes = shared;
        return already ? sample : new Sample(sample.cluster(), sample.at(), sample.source(), sample.health(), shared);
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
        List<NodeSample> masters = masters(sample);
        Course.Sight sight = sight(sample, masters);
        if (sight == Course.Sight.SEEN) {
            demand(course, masters);
        }
        course.tick(sight);
    }

    // Plain loops: this is done for every node of every sample of a history.

    private static List<NodeSample> masters(Sample sample) {
        List<NodeSample> masters = new ArrayList<>(sample.nodes().size());
        for (NodeSample node : sample.nodes()) {
            if (node.isActiveMaster()) {
                masters.add(node);
            }
        }
        return masters;
    }

    private static Course.Sight sight(Sample sample, List<NodeSample> masters) {
        for (NodeSample node : sample.nodes()) {
            if (!node.answered() && node.role() != NodeSample.Role.REPLICA) {
                return Course.Sight.SILENT;
            }
        }
        for (NodeSample master : masters) {
            if (master.load().cpuPercent().isEmpty()) {
                return Course.Sight.SILENT;
            }
        }
        if (masters.isEmpty()) {
            return Course.Sight.SILENT;
        }
        return sample.health().state() == Sample.ClusterHealth.State.OK ? Course.Sight.SEEN : Course.Sight.FAILING;
    }

    private static void demand(CourseBuilder course, List<NodeSample> masters) {
        double[] cpu = new double[masters.size()];
        double[] bytes = new double[masters.size()];
        for (int i = 0; i < cpu.length; i++) {
            cpu[i] = masters.get(i).load().cpuPercent().orElse(0);
            bytes[i] = masters.get(i).load().usedMemoryBytes().orElse(0);
        }
        course.cpu(sum(cpu)).cpuSkew(skew(cpu)).indivisible(hottestSlot(masters));
        if (sum(bytes) > 0) {
            course.bytes(sum(bytes)).memorySkew(skew(bytes));
        }
    }

    private static double hottestSlot(List<NodeSample> masters) {
        double most = 0;
        for (NodeSample master : masters) {
            for (HotSlot slot : master.load().hotSlots().orElse(List.of())) {
                most = Math.max(most, slot.cpuPercent());
            }
        }
        return most;
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

package io.slotwise.standalone.lab;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Policy;
import io.slotwise.standalone.lab.source.KafkaTape;
import io.slotwise.standalone.lab.source.KnownClusters;
import io.slotwise.standalone.lab.source.PrometheusClient;
import io.slotwise.standalone.lab.source.PrometheusTape;
import io.slotwise.standalone.lab.source.SourceAddress;
import io.slotwise.streams.history.HistoryFile;
import io.slotwise.streams.history.OneCluster;
import io.slotwise.streams.history.SetAside;
import io.slotwise.streams.history.Tape;
import io.slotwise.streams.history.Window;
import io.slotwise.streams.replay.Course;
import io.slotwise.streams.replay.DemandSeries;
import io.slotwise.streams.replay.Heard;
import io.slotwise.streams.replay.RecordingReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens sources, as tapes of records or as the course of demand that they stand for. */
final class Histories {
    private static final Duration USUAL_PAST = Duration.ofDays(30);
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(15);

    /** The interval is taken from the first records. */
    private static final int LOOK_AHEAD = 200;

    private final SourceOptions options;
    private final InstantSource clock;

    Histories(SourceOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    /** A source that was opened. */
    sealed interface Opened {
        SetAside setAside();

        /** Records, to be read once. */
        record Records(Tape tape, SetAside setAside) implements Opened {}

        /** A column of numbers. */
        record Column(List<DemandSeries.Point> points, SetAside setAside) implements Opened {}
    }

    Opened open(SourceAddress address) {
        SetAside setAside = new SetAside();
        return address.match(
                file -> file(file, setAside),
                kafka -> new Opened.Records(windowed(kafkaTape(kafka, setAside)), setAside),
                prometheus -> new Opened.Records(prometheus(prometheus), setAside));
    }

    private Opened file(SourceAddress.InFile address, SetAside setAside) {
        HistoryFile file = HistoryFile.open(address.file(), setAside);
        return file instanceof HistoryFile.Recorded recorded
                ? new Opened.Records(windowed(new OneCluster(recorded.tape(), options.cluster())), setAside)
                : new Opened.Column(((HistoryFile.Plain) file).points(), setAside);
    }

    private Tape windowed(Tape tape) {
        return new Window(tape, options.from(), options.to());
    }

    private Tape kafkaTape(SourceAddress.InKafka address, SetAside setAside) {
        Map<String, String> kafka = options.kafka(address.bootstrapServers());
        ClusterKey cluster = cluster(address).orElseGet(() -> KnownClusters.only(kafka));
        KafkaTape tape =
                KafkaTape.open(kafka, cluster, new KafkaTape.Span(options.from(), options.to(), () -> false), setAside);
        return Progress.over(tape, "reading Kafka", tape::progress);
    }

    Optional<ClusterKey> cluster(SourceAddress.InKafka address) {
        return address.cluster().or(options::cluster);
    }

    private Tape prometheus(SourceAddress.InPrometheus address) {
        Duration step = options.interval().orElse(USUAL_INTERVAL);
        Instant to = options.end().orElseGet(clock::instant);
        Instant from = options.from().equals(Instant.EPOCH) ? to.minus(USUAL_PAST) : options.from();
        PrometheusTape tape = new PrometheusTape(
                new PrometheusClient(address.server(), options.prometheusAuth()),
                address.cluster(),
                new PrometheusTape.Range(from, to, step));
        return Progress.over(tape, "asking Prometheus", tape::progress);
    }

    /**
     * A history as a course of demand.
     *
     * @param policy the rules on trial, if they are not those of the history
     */
    History read(SourceAddress address, Optional<Policy> policy) {
        Opened opened = open(address);
        return opened instanceof Opened.Column column
                ? column(address, column, policy)
                : records(address, (Opened.Records) opened);
    }

    private History column(SourceAddress address, Opened.Column column, Optional<Policy> policy) {
        DemandSeries series = new DemandSeries(address.name(), column.points());
        DemandSeries.Reading reading =
                options.reading(policy.map(Policy::metricsQueryInterval).orElse(USUAL_INTERVAL));
        Course all = series.course(reading);
        Course course = options.to().equals(Instant.MAX) && options.from().equals(Instant.EPOCH)
                ? all
                : all.between(options.from(), options.end().orElse(all.end()));
        requireTicks(address, course);
        double scale = series.scale(reading);
        String unit = reading.kind() == DemandSeries.Kind.CPU ? "CPU, percent of one core" : "bytes";
        String why = reading.scale().isPresent()
                ? ""
                : ", so that the mean of the history is what " + reading.masters() + " masters carry at half of what"
                        + " they can (--scale, --masters)";
        List<String> notes = new ArrayList<>();
        notes.add("Its values are taken as the whole cluster's " + unit + ", times "
                + String.format(Locale.ROOT, "%.4g", scale) + why + ".");
        return History.of(address.name(), course, Optional.empty(), column.setAside(), notes, Optional.of(scale));
    }

    private static void requireTicks(SourceAddress address, Course course) {
        if (course.ticks() == 0) {
            throw new IllegalArgumentException(
                    address.name() + " has nothing between --from and --to; it begins at " + course.at(0));
        }
    }

    private History records(SourceAddress address, Opened.Records records) {
        try (Tape tape = records.tape()) {
            List<Heard> first = new ArrayList<>();
            while (first.size() < LOOK_AHEAD && tape.hasNext()) {
                first.add(tape.next());
            }
            if (first.isEmpty()) {
                throw new IllegalArgumentException("there is no record of "
                        + options.cluster().map(ClusterKey::toString).orElse(address.name())
                        + " in that time. " + records.setAside().sentence());
            }
            RecordingReader reader = new RecordingReader(interval(first));
            first.forEach(reader::add);
            tape.forEachRemaining(reader::add);
            Course course = reader.course();
            Optional<Policy> recorded =
                    course.recording().flatMap(all -> all.last()).map(ClusterRecord::policy);
            String name = address instanceof SourceAddress.InFile ? address.name() : course.name();
            return History.of(name, course, recorded, records.setAside(), List.of(), Optional.empty());
        }
    }

    /** As the policy says, or else what lies most often between two samples. */
    private static Duration interval(List<Heard> first) {
        Optional<Duration> said = first.stream()
                .filter(Heard.Word.class::isInstance)
                .map(word -> ((Heard.Word) word).cluster().policy().metricsQueryInterval())
                .findFirst();
        if (said.isPresent()) {
            return said.get();
        }
        List<Instant> ticks = first.stream()
                .filter(Heard.Tick.class::isInstance)
                .map(tick -> ((Heard.Tick) tick).sample().at())
                .sorted()
                .toList();
        List<Duration> spacings = new ArrayList<>();
        for (int i = 1; i < ticks.size(); i++) {
            spacings.add(Duration.between(ticks.get(i - 1), ticks.get(i)));
        }
        spacings.removeIf(Duration::isZero);
        spacings.sort(null);
        return spacings.isEmpty() ? USUAL_INTERVAL : spacings.get(spacings.size() / 2);
    }
}

package io.slotwise.bench.streams;

import io.slotwise.bench.part.PartProcess;
import io.slotwise.bench.part.Workplace;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.model.json.Json;
import io.slotwise.streams.StreamsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slotwise bench streams}. */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        description = {
            "Measures autoscaler-streams in a process of its own on an embedded broker, exactly once, one thread.",
            "",
            "Latency: from a sample's sending until its intent is readable (read_committed), all clusters at work.",
            "Throughput: how fast a backlog of samples is judged.",
            "Heap: what is in use after a full collection, when half a day of every cluster was learned."
        })
public final class StreamsBench implements Callable<Integer> {
    private static final int LEAST_NODES = 8;
    private static final int ROUNDS = 150;
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int LEARNED_ROUNDS = 150;
    private static final Duration LEARNED_STEP = Duration.ofMinutes(5);
    private static final double MIB = 1024 * 1024;

    @Option(names = "--clusters", paramLabel = "N", defaultValue = "1000", description = "default: ${DEFAULT-VALUE}")
    private int clusters;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "8",
            description = "nodes of each cluster, even, 8 or more; default: ${DEFAULT-VALUE}")
    private int nodes;

    @Option(
            names = "--max-heap",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "heap that the process may use; default: ${DEFAULT-VALUE}")
    private int maxHeap;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "from sample to sample of a cluster, for the latency; default: ${DEFAULT-VALUE}")
    private int interval;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "as of slotwise streams")
    private Optional<Path> kafkaConfig = Optional.empty();

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private record Answer(
            int clusters,
            int nodes,
            long intents,
            double p50Ms,
            double p99Ms,
            double maxMs,
            double samplesPerSecond,
            double nodeSamplesPerSecond,
            double liveHeapMiB,
            int maxHeapMiB) {}

    @Override
    public Integer call() throws Exception {
        if (clusters < 1 || nodes < LEAST_NODES || nodes % 2 != 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--clusters must be 1 or more and --nodes even and 8 or more, but they are " + clusters + " and "
                            + nodes);
        }
        if (interval < 1) {
            throw new ParameterException(spec.commandLine(), "--interval must be 1 second or more but is " + interval);
        }
        Fleet fleet = new Fleet(clusters, nodes);
        Histogram micros = alone("latency", (servers, place) -> {
            try (Feed feed = new Feed(servers, 0);
                    PartProcess streams = started(servers, place)) {
                return new Promptness(fleet, feed, Duration.ofSeconds(interval)).measure(servers, streams);
            }
        });
        Backlog.Work quick =
                alone("throughput", (servers, place) -> worked(new Backlog(fleet, ROUNDS, STEP), servers, place));
        Backlog.Work learned = alone(
                "heap", (servers, place) -> worked(new Backlog(fleet, LEARNED_ROUNDS, LEARNED_STEP), servers, place));
        Answer answer = new Answer(
                clusters,
                nodes,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                quick.samplesPerSecond(),
                quick.samplesPerSecond() * nodes,
                learned.liveHeap() / MIB,
                maxHeap);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(answer) : text(answer));
        out.flush();
        return answer.intents() == clusters ? 0 : 1;
    }

    private Backlog.Work worked(Backlog backlog, String servers, Workplace place) throws Exception {
        try (Feed feed = new Feed(servers, 20)) {
            backlog.write(feed);
        }
        try (PartProcess streams = started(servers, place)) {
            return backlog.workOff(servers, streams);
        }
    }

    private PartProcess started(String servers, Workplace place) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--kafka", servers));
        kafkaConfig.ifPresent(file -> words.addAll(List.of("--kafka-config", file.toString())));
        PartProcess streams = PartProcess.start("streams", StreamsCommand.class, words, maxHeap, place.directory());
        place.atEnd(streams::close);
        streams.awaitReady();
        return streams;
    }

    /** One measurement, given the servers and where to work. */
    private interface Measurement<T> {
        T measure(String servers, Workplace place) throws Exception;
    }

    /** On a broker of its own, so that none has to do with what another has left. */
    private <T> T alone(String what, Measurement<T> measurement) throws Exception {
        say(what);
        try (Workplace place = Workplace.open("slotwise-bench-streams")) {
            EmbeddedBroker broker =
                    EmbeddedBroker.startWithTopics(place.directory().resolve("kafka"));
            place.atEnd(broker::close);
            return measurement.measure(broker.bootstrapServers(), place);
        }
    }

    private void say(String what) {
        spec.commandLine().getErr().println("measuring " + what);
        spec.commandLine().getErr().flush();
    }

    private static String text(Answer answer) {
        return String.format(
                Locale.ROOT,
                """
                %d clusters of %d nodes, heap of at most %d MiB
                sample sent to intent readable, ms   p50 %.1f   p99 %.1f   max %.1f   (%d intents)
                samples a second                     %,.0f, of nodes %,.0f
                heap in use, half a day learned, MiB  %.0f""",
                answer.clusters(),
                answer.nodes(),
                answer.maxHeapMiB(),
                answer.p50Ms(),
                answer.p99Ms(),
                answer.maxMs(),
                answer.intents(),
                answer.samplesPerSecond(),
                answer.nodeSamplesPerSecond(),
                answer.liveHeapMiB());
    }
}

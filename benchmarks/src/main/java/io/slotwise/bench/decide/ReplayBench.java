package io.slotwise.bench.decide;

import com.sun.management.OperatingSystemMXBean;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Json;
import io.slotwise.model.topology.SlotSet;
import io.slotwise.streams.history.HistoryFile;
import io.slotwise.streams.history.JsonLines;
import io.slotwise.streams.history.SetAside;
import io.slotwise.streams.history.Tape;
import io.slotwise.streams.replay.Course;
import io.slotwise.streams.replay.Heard;
import io.slotwise.streams.replay.Manifest;
import io.slotwise.streams.replay.Plant;
import io.slotwise.streams.replay.Price;
import io.slotwise.streams.replay.RecordingReader;
import io.slotwise.streams.replay.Result;
import io.slotwise.streams.replay.Simulation;
import io.slotwise.streams.replay.Slotwise;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slotwise bench replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how many node samples a second one core replays in a closed loop, from JSON lines and from memory.",
            "",
            "The history is made up: a cluster of four masters and as many replicas, a sample every 15 s, with a daily"
                    + " wave and noise."
        })
public final class ReplayBench implements Callable<Integer> {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int MASTERS = 4;
    private static final long GIGABYTE = 1_000_000_000L;
    private static final double WAVE = 5760;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @Option(
            names = "--samples",
            paramLabel = "COUNT",
            defaultValue = "40000",
            description = "Samples, each of 8 nodes (default: ${DEFAULT-VALUE}, a week).")
    private int samples;

    @Option(
            names = "--runs",
            paramLabel = "COUNT",
            defaultValue = "5",
            description =
                    "Runs, of which the median counts; one more before them warms up (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /**
     * Medians of the runs.
     *
     * @param nodeSamplesPerSecond by the clock; what else keeps the machine busy makes it less
     * @param nodeSamplesPerCpuSecond by the CPU that the process used
     */
    private record Row(String from, long nodeSamples, double nodeSamplesPerSecond, double nodeSamplesPerCpuSecond) {}

    private record Rates(double byClock, double byCpu) {}

    private record Answer(List<Row> rows) {}

    @Override
    public Integer call() throws IOException {
        if (samples < 100 || runs < 1) {
            throw new ParameterException(spec.commandLine(), "--samples must be at least 100 and --runs at least 1");
        }
        Path file = Files.createTempFile("slotwise-bench", ".jsonl");
        try {
            write(file);
            Course course = read(file);
            List<Row> rows = List.of(row("JSON lines", () -> replay(read(file))), row("memory", () -> replay(course)));
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? Json.text(new Answer(rows)) : table(rows));
            out.flush();
            return 0;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Row row(String from, Runnable work) {
        work.run();
        long nodes = 2L * MASTERS * samples;
        List<Rates> rates =
                IntStream.range(0, runs).mapToObj(i -> rates(nodes, work)).toList();
        return new Row(from, nodes, median(rates, Rates::byClock), median(rates, Rates::byCpu));
    }

    private static Rates rates(long nodes, Runnable work) {
        long start = System.nanoTime();
        long used = PROCESS.getProcessCpuTime();
        work.run();
        return new Rates(
                nodes / ((System.nanoTime() - start) / 1e9), nodes / ((PROCESS.getProcessCpuTime() - used) / 1e9));
    }

    private static double median(List<Rates> rates, ToDoubleFunction<Rates> rate) {
        return rates.stream().mapToDouble(rate).sorted().toArray()[rates.size() / 2];
    }

    private static void replay(Course course) {
        Result result = Simulation.run(
                course, Slotwise.of(Manifest.DEFAULT), Plant.DEFAULT, Price.DEFAULT, Result.Detail.SCORE);
        if (result.score().masterHours() <= 0) {
            throw new IllegalStateException("the replay did nothing");
        }
    }

    private static Course read(Path file) {
        HistoryFile history = HistoryFile.open(file, new SetAside());
        try (Tape tape = ((HistoryFile.Recorded) history).tape()) {
            RecordingReader reader = new RecordingReader(INTERVAL);
            tape.forEachRemaining(reader::add);
            return reader.course();
        }
    }

    private void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < samples; i++) {
                JsonLines.write(Heard.of(sample(i)), out);
            }
        }
    }

    private static Sample sample(int tick) {
        // No two ticks alike, and the same in every run.
        double noise = (tick * 7919L % 1000) / 100.0;
        double cpu = 45 + 25 * Math.sin(2 * Math.PI * tick / WAVE) + noise;
        List<NodeSample> nodes = new ArrayList<>();
        for (int pod = 0; pod < 2 * MASTERS; pod++) {
            nodes.add(node(pod, cpu + pod % MASTERS));
        }
        return new Sample(
                new ClusterKey("bench", "replay"),
                START.plus(INTERVAL.multipliedBy(tick)),
                Sample.Source.REDIS,
                new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true),
                nodes);
    }

    private static NodeSample node(int pod, double cpu) {
        boolean master = pod < MASTERS;
        int part = SlotSet.COUNT / MASTERS;
        return new NodeSample(
                "replay-" + pod,
                "10.0.0." + (pod + 1),
                6379,
                String.format("%040x", pod + 1),
                NodeSample.Answer.OK,
                master ? NodeSample.Role.MASTER : NodeSample.Role.REPLICA,
                master ? Optional.empty() : Optional.of(String.format("%040x", pod - MASTERS + 1)),
                master ? SlotSet.range(pod * part, (pod + 1) * part - 1) : SlotSet.EMPTY,
                2 * MASTERS,
                new NodeSample.Load(
                        OptionalDouble.of(master ? cpu : 3),
                        OptionalDouble.of(25),
                        OptionalLong.of(GIGABYTE),
                        OptionalLong.of(4 * GIGABYTE),
                        OptionalDouble.of(cpu * 1000),
                        OptionalLong.of(5_000_000),
                        OptionalLong.of(120),
                        OptionalLong.of(86_400),
                        Optional.empty()));
    }

    private static String table(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("closed loop, one core", "node samples", "node samples/s", "by CPU second"));
        rows.forEach(row -> lines.add(List.of(
                "from " + row.from(),
                Columns.number((double) row.nodeSamples(), 0),
                Columns.number(row.nodeSamplesPerSecond(), 0),
                Columns.number(row.nodeSamplesPerCpuSecond(), 0))));
        return Columns.of(lines);
    }
}

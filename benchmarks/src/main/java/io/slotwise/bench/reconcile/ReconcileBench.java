package io.slotwise.bench.reconcile;

import io.slotwise.model.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slotwise bench reconcile}. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the reconciler in a process of its own, on a real Kubernetes API and a real Kafka.",
            "",
            "Clusters are objects with eight pods each that are ready on paper; no Redis runs, and samples are made up.",
            "Times of turns and of statuses after changes of the spec, requests to the API, memory, a restart,",
            "and the same while 1 %% of the API's answers are errors."
        })
public final class ReconcileBench implements Callable<Integer> {
    private static final List<Integer> SIZES = List.of(1, 100, 1000);
    private static final List<Integer> QUICK_SIZES = List.of(1, 50);
    private static final int MOST_CLUSTERS = 10_000;
    private static final double GOAL_P95_MS = 1000;
    private static final double GOAL_SUCCESS = .95;

    @Option(
            names = "--clusters",
            paramLabel = "N",
            split = ",",
            description = "how many, 1 to 10000; repeat for more; default: 1, 100 and 1000")
    private List<Integer> clusters = List.of();

    @Option(names = "--quick", description = "1 and 50 clusters, fewer changes, a shorter pause; under two minutes.")
    private boolean quick;

    @Option(
            names = "--max-heap",
            paramLabel = "MIB",
            defaultValue = "358",
            description = "heap that the process may use; default: ${DEFAULT-VALUE}, as in the chart's pod")
    private int maxHeap;

    @Option(
            names = "--changes",
            paramLabel = "N",
            description = "changes that are timed at most; default: 200, quick 60")
    private Optional<Integer> changes = Optional.empty();

    @Option(names = "--idle", paramLabel = "SECONDS", description = "how long nothing is done; default: 30, quick 15")
    private Optional<Integer> idle = Optional.empty();

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private record Answer(List<Figures> sizes) {}

    @Override
    public Integer call() throws Exception {
        List<Integer> sizes = clusters.isEmpty() ? (quick ? QUICK_SIZES : SIZES) : clusters;
        if (sizes.stream().anyMatch(size -> size < 1 || size > MOST_CLUSTERS)) {
            throw new ParameterException(
                    spec.commandLine(), "--clusters must be from 1 to " + MOST_CLUSTERS + " but is " + sizes);
        }
        if (changes.orElse(1) < 1 || idle.orElse(1) < 1) {
            throw new ParameterException(spec.commandLine(), "--changes and --idle must be at least 1");
        }
        List<Figures> all = new ArrayList<>();
        for (int size : sizes) {
            all.add(measure(size));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(new Answer(all)) : text(all));
        out.flush();
        return all.stream().allMatch(ReconcileBench::reached) ? 0 : 1;
    }

    private Figures measure(int size) throws Exception {
        Progress progress = new Progress(spec.commandLine().getErr(), size, System.nanoTime());
        progress.next("making the objects");
        Path directory = Files.createTempDirectory("slotwise-bench-reconcile");
        Figures figures;
        try (Site site = Site.open(directory, maxHeap, size)) {
            figures = new Measurement(
                            site,
                            size,
                            changes.orElse(quick ? 60 : 200),
                            Duration.ofSeconds(idle.orElse(quick ? 15 : 30)),
                            progress)
                    .take();
        }
        // After a failure it stays, with the reconciler's log.
        delete(directory);
        return figures;
    }

    private static boolean reached(Figures figures) {
        return figures.turnP95Ms() < GOAL_P95_MS
                && figures.faultyP95Ms() < GOAL_P95_MS
                && figures.faultySuccess() > GOAL_SUCCESS;
    }

    private static String text(List<Figures> all) {
        List<Row> rows = List.of(
                new Row("clusters", figures -> number(figures.clusters(), 0)),
                new Row(
                        "turn after a change, ms: p50 / p95",
                        figures -> number(figures.turnP50Ms(), 1) + " / " + number(figures.turnP95Ms(), 1)),
                new Row(
                        "change to status, ms: p50 / p95",
                        figures -> number(figures.statusP50Ms(), 0) + " / " + number(figures.statusP95Ms(), 0)),
                new Row("API requests a turn after a change", figures -> number(figures.requestsPerTurn(), 1)),
                new Row("API requests a turn with nothing to do", figures -> number(figures.requestsPerIdleTurn(), 1)),
                new Row("API requests an idle cluster-hour", figures -> number(figures.requestsPerIdleHour(), 0)),
                new Row("turns a minute, all idle, counted", figures -> number(figures.turnsPerIdleMinute(), 1)),
                new Row("heap after a full collection, MiB", figures -> number(figures.heapMiB(), 0)),
                new Row(
                        "restart to first turn / to all, s",
                        figures ->
                                number(figures.firstTurnSeconds(), 1) + " / " + number(figures.allTurnsSeconds(), 1)),
                new Row("1 % errors: turns that succeed", figures -> number(100 * figures.faultySuccess(), 1) + " %"),
                new Row("1 % errors: turn p95, ms", figures -> number(figures.faultyP95Ms(), 1)));
        return rows.stream().map(row -> row.line(all)).collect(Collectors.joining("\n"));
    }

    /** A figure of all sizes. */
    private record Row(String name, Cell cell) {
        String line(List<Figures> all) {
            return String.format(Locale.ROOT, "%-40s", name)
                    + all.stream()
                            .map(figures -> String.format(Locale.ROOT, "%16s", cell.of(figures)))
                            .collect(Collectors.joining());
        }
    }

    /** A figure as text. */
    private interface Cell {
        String of(Figures figures);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}

package io.slotwise.bench.decide;

import io.slotwise.model.json.Json;
import io.slotwise.streams.replay.Course;
import io.slotwise.streams.replay.Manifest;
import io.slotwise.streams.replay.Plant;
import io.slotwise.streams.replay.Price;
import io.slotwise.streams.tune.Objective;
import io.slotwise.streams.tune.Tuner;
import io.slotwise.streams.tune.Tuning;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slotwise bench tune}. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description =
                "Measures how long tuning takes on each history of a directory, and what it gains on the part that it"
                        + " was not given.")
public final class TuneBench implements Callable<Integer> {
    /** As replay has it when no scale is given. */
    private static final double MEAN_PERCENT = 50;

    @Option(
            names = "--histories",
            paramLabel = "DIR",
            required = true,
            description = "Files that end with .csv or .jsonl, packed or not.")
    private Path histories = Path.of(".");

    @Option(names = "--tries", paramLabel = "COUNT", defaultValue = "120", description = "As in tune (default: 120).")
    private int tries;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private record Row(
            String history,
            double seconds,
            int tried,
            Tuning.Advice advice,
            double costBefore,
            double costAfter,
            double optimum) {}

    private record Answer(int cores, List<Row> rows) {}

    @Override
    public Integer call() {
        if (tries < 1) {
            throw new ParameterException(spec.commandLine(), "--tries must be at least 1 but is " + tries);
        }
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(cores);
        List<Row> rows = new ArrayList<>();
        try {
            for (Path file : HistoryCourse.in(histories)) {
                Course course = HistoryCourse.of(file, MEAN_PERCENT);
                say(course.name() + ": searching");
                Row row = row(course, threads);
                rows.add(row);
                say(row.history() + ": " + row.tried() + " settings tried in " + Columns.number(row.seconds(), 1)
                        + " s; " + word(row.advice()) + ", cost " + Columns.number(row.costBefore(), 1) + " before and "
                        + Columns.number(row.costAfter(), 1) + " after, optimum " + Columns.number(row.optimum(), 1));
            }
        } finally {
            threads.shutdownNow();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(new Answer(cores, rows)) : table(cores, rows));
        out.flush();
        return 0;
    }

    /** At once, so that whoever cuts it off has what is done. */
    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private static String word(Tuning.Advice advice) {
        return advice.name().toLowerCase(Locale.ROOT);
    }

    private Row row(Course course, ExecutorService threads) {
        long start = System.nanoTime();
        Tuning tuning = new Tuner(
                        List.of(course),
                        new Tuner.Terms(Manifest.DEFAULT, Plant.DEFAULT, Price.DEFAULT, Objective.COST),
                        new Pool(threads))
                .search(tries, 1);
        return new Row(
                course.name(),
                (System.nanoTime() - start) / 1e9,
                tuning.tried(),
                tuning.advice(),
                tuning.before().judged().cost(),
                tuning.recommended().judged().cost(),
                tuning.optimum());
    }

    /** Threads that answer in the order of the work. */
    private record Pool(ExecutorService threads) implements Tuner.Workers {
        @Override
        public <T> List<T> run(List<? extends Callable<T>> work) {
            List<Future<T>> futures = new ArrayList<>();
            work.forEach(part -> futures.add(threads.submit(part)));
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                try {
                    answers.add(future.get());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                } catch (ExecutionException e) {
                    throw new IllegalStateException("tuning failed", e.getCause());
                }
            }
            return answers;
        }
    }

    private static String table(int cores, List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "history, " + cores + " cores", "seconds", "tried", "advice", "cost before", "after", "optimum"));
        rows.forEach(row -> lines.add(List.of(
                row.history(),
                Columns.number(row.seconds(), 1),
                String.valueOf(row.tried()),
                word(row.advice()),
                Columns.number(row.costBefore(), 1),
                Columns.number(row.costAfter(), 1),
                Columns.number(row.optimum(), 1))));
        return Columns.of(lines) + "\n\nCosts are those of the last 40 %, which had no share in the search.";
    }
}

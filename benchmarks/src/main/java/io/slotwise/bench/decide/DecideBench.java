package io.slotwise.bench.decide;

import io.slotwise.model.json.Json;
import io.slotwise.streams.replay.Bounds;
import io.slotwise.streams.replay.Contender;
import io.slotwise.streams.replay.Contenders;
import io.slotwise.streams.replay.Course;
import io.slotwise.streams.replay.Manifest;
import io.slotwise.streams.replay.Optimum;
import io.slotwise.streams.replay.Plant;
import io.slotwise.streams.replay.Price;
import io.slotwise.streams.replay.Result;
import io.slotwise.streams.replay.Score;
import io.slotwise.streams.replay.Simulation;
import io.slotwise.streams.replay.Slotwise;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slotwise bench decide}. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = {
            "Compares what Slotwise decides with HPA's rule, target tracking and plain thresholds, each at the best of"
                    + " three settings, on histories, at the usual price and with violations five times dearer and cheaper.",
            "",
            "What is compared is regret: cost above the best that could have been done. Slotwise has one setting for all."
        })
public final class DecideBench implements Callable<Integer> {
    private static final List<Double> FACTORS = List.of(1.0, 5.0, 0.2);
    private static final double WEEK_HOURS = 168;

    /** A regret of less is that of a machine's rounding. */
    private static final double NOTHING = 1e-6;

    @Option(
            names = "--histories",
            paramLabel = "DIR",
            required = true,
            description = "Files that end with .csv or .jsonl, packed or not.")
    private Path histories = Path.of(".");

    @Option(
            names = "--mean",
            paramLabel = "PERCENT",
            defaultValue = "50",
            description = "CPU that the mean of a CSV file puts on each of three masters (default: ${DEFAULT-VALUE}).")
    private double mean;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /**
     * One history at one price.
     *
     * @param violationPrice times the usual one
     * @param regret of Slotwise
     * @param peer the best of the others
     * @param ratio regret by the peer's; absent where the peer has none
     * @param optimumScalings 0 where it is best to do nothing
     */
    private record Row(
            String history,
            double violationPrice,
            double cost,
            double regret,
            String peer,
            double peerRegret,
            Optional<Double> ratio,
            double violationMinutes,
            int scalings,
            double flapsPerWeek,
            int optimumScalings) {}

    private record Answer(double meanPercent, List<Row> rows) {}

    @Override
    public Integer call() {
        if (!(mean > 0)) {
            throw new ParameterException(spec.commandLine(), "--mean must be over 0 but is " + mean);
        }
        List<Row> rows = new ArrayList<>();
        for (Path file : HistoryCourse.in(histories)) {
            rows.addAll(rows(HistoryCourse.of(file, mean)));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(new Answer(mean, rows)) : table(rows));
        out.flush();
        return 0;
    }

    /** A run does the same at any price, so that it is made once; only the optimum depends on it. */
    private static List<Row> rows(Course course) {
        Plant plant = Plant.DEFAULT.withBounds(Bounds.DEFAULT);
        List<Contender> peers = Contenders.PEERS.stream().flatMap(List::stream).toList();
        Result ours = run(course, Slotwise.of(Manifest.DEFAULT), plant);
        List<Result> theirs =
                peers.stream().map(peer -> run(course, peer, plant)).toList();
        double weeks = Duration.between(course.at(0), course.end()).toMinutes() / 60.0 / WEEK_HOURS;
        List<Row> rows = new ArrayList<>();
        for (double factor : FACTORS) {
            Price price = Price.DEFAULT.violationTimes(factor);
            Score best = Optimum.of(course, plant, price, Result.Detail.SCORE).score();
            Result peer = theirs.stream()
                    .min(Comparator.comparingDouble(result -> cost(result, price)))
                    .orElseThrow();
            double regret = cost(ours, price) - best.cost();
            double peerRegret = cost(peer, price) - best.cost();
            rows.add(new Row(
                    course.name(),
                    factor,
                    cost(ours, price),
                    regret,
                    peer.name(),
                    peerRegret,
                    peerRegret > NOTHING ? Optional.of(regret / peerRegret) : Optional.empty(),
                    ours.score().violationMinutes(),
                    ours.score().scalings(),
                    ours.score().flaps() / weeks,
                    best.scalings()));
        }
        return rows;
    }

    private static Result run(Course course, Contender contender, Plant plant) {
        return Simulation.run(course, contender, plant, Price.DEFAULT, Result.Detail.SCORE);
    }

    private static double cost(Result result, Price price) {
        Score score = result.score();
        return score.masterHours() * price.masterHour()
                + score.violationMinutes() * price.violationMinute()
                + score.scalings() * price.scaling();
    }

    private static String table(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "history",
                "violation price",
                "cost",
                "regret",
                "best peer",
                "its regret",
                "ratio",
                "violation min",
                "scalings",
                "flaps/week",
                "optimum scales"));
        rows.forEach(row -> lines.add(List.of(
                row.history(),
                "x " + Columns.number(row.violationPrice(), 1),
                Columns.number(row.cost(), 1),
                Columns.number(row.regret(), 1),
                row.peer(),
                Columns.number(row.peerRegret(), 1),
                row.ratio().map(ratio -> Columns.number(ratio, 2)).orElse("-"),
                Columns.number(row.violationMinutes(), 1),
                String.valueOf(row.scalings()),
                Columns.number(row.flapsPerWeek(), 1),
                row.optimumScalings() == 0 ? "never" : String.valueOf(row.optimumScalings()))));
        return Columns.of(lines) + "\n\nratio: Slotwise's regret by that of the best peer, of hpa 60/70/80, threshold"
                + " 70/20, 80/40, 85/55 and target-tracking 50/60/70;"
                + "\n- where the peer has no regret. Where the optimum never scales, doing nothing is right.";
    }
}

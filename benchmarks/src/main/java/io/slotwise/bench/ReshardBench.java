package io.slotwise.bench;

import io.slotwise.bench.cluster.Servers;
import io.slotwise.bench.data.DataSet;
import io.slotwise.bench.data.DataSet.Shape;
import io.slotwise.bench.report.Cell;
import io.slotwise.bench.report.Report;
import io.slotwise.bench.report.Table;
import io.slotwise.bench.run.ByHand;
import io.slotwise.bench.run.Mover;
import io.slotwise.bench.run.OwnTool;
import io.slotwise.bench.run.RedisCli;
import io.slotwise.bench.run.Scene;
import io.slotwise.bench.run.Scene.Giving;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.model.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slotwise bench reshard}. */
@Command(
        name = "reshard",
        mixinStandardHelpOptions = true,
        description = {
            "Moves half a master's slots with redis-cli and with Slotwise, in turn, each time on a fresh cluster, and"
                    + " compares wall time and what a client feels.",
            "",
            "All cells take about an hour. Keep the machine quiet meanwhile."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:measured", "1:failed, or a client of Slotwise saw an error or a loss", "2:wrong command line"
        })
final class ReshardBench implements Callable<Integer> {
    @Option(names = "--quick", description = "One cell, in under two minutes.")
    private boolean quick;

    @Option(
            names = "--data",
            paramLabel = "SHAPE",
            split = ",",
            description = "Data sets: ${COMPLETION-CANDIDATES} (default: all).")
    private List<Shape> shapes = List.of(Shape.values());

    @Option(names = "--keys", paramLabel = "COUNT", description = "Another number of keys than the data set's usual.")
    private Optional<Integer> keys = Optional.empty();

    @Option(
            names = "--load",
            paramLabel = "OPS",
            split = ",",
            description = "The client's operations per second, 0 for no client (default: 0,2000,10000).")
    private List<Integer> loads = List.of(0, 2000, 10_000);

    @Option(
            names = "--pipeline",
            paramLabel = "KEYS",
            split = ",",
            description = "redis-cli's --cluster-pipeline (default: 10,100).")
    private List<Integer> pipelines = List.of(10, 100);

    @Option(
            names = "--by-hand",
            paramLabel = "SLOTS",
            split = ",",
            description = "Also against MIGRATESLOTS typed by hand, so many slots at once; Valkey 9 or newer.")
    private List<Integer> byHand = List.of();

    @Option(
            names = "--pace",
            paramLabel = "PACE",
            split = ",",
            description = "Slotwise's --pace (default: all it knows).")
    private List<String> paces = OwnTool.paces();

    @Option(
            names = "--sources",
            paramLabel = "MASTERS",
            split = ",",
            description = "From how many masters, 1 or 3 (default: 1, and 3 with the first data set and no load).")
    private List<Integer> sources = List.of();

    @Option(
            names = "--pairs",
            paramLabel = "COUNT",
            defaultValue = "3",
            description = "Runs of each mover in a cell (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--server", paramLabel = "FILE", description = "The redis-server or valkey-server to run.")
    private Optional<Path> server = Optional.empty();

    @Option(
            names = "--setting",
            paramLabel = "NAME=VALUE",
            description = "A setting of every server, such as hz=100; may be given more than once.")
    private List<String> settings = List.of();

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (pairs < 1) {
            throw new ParameterException(spec.commandLine(), "--pairs " + pairs + " is less than 1");
        }
        Optional<Path> redisCli = RedisCli.find(System.getenv());
        if (redisCli.isEmpty()) {
            err.println(RedisCli.MISSING);
            return 1;
        }
        try {
            Report report = new Report(measure(redisCli.get()));
            out.println(json ? Json.text(report) : Table.of(report));
            out.flush();
            return report.isFlawless() ? 0 : 1;
        } catch (IllegalStateException | java.io.UncheckedIOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private List<Cell> measure(Path redisCli) throws InterruptedException {
        List<Contest> contests = contests(redisCli);
        List<Cell> cells = new ArrayList<>();
        try (Course course =
                Course.of(pairs * contests.stream().mapToInt(Contest::movers).sum())) {
            for (Contest contest : contests) {
                cells.addAll(contest.run(pairs, course));
            }
        }
        return cells;
    }

    private List<Contest> contests(Path redisCli) {
        Servers servers = servers();
        List<OwnTool> ours =
                (quick ? paces.subList(0, 1) : paces).stream().map(OwnTool::new).toList();
        return scenes().stream()
                .map(scene -> new Contest(servers, scene, opponents(redisCli, scene), ours))
                .toList();
    }

    private Servers servers() {
        try {
            return new Servers(server.map(RedisBinary::at).orElseGet(RedisBinary::find), settings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--setting " + e.getMessage());
        }
    }

    private List<Mover> opponents(Path redisCli, Scene scene) {
        List<Mover> opponents = new ArrayList<>();
        (quick ? pipelines.subList(0, 1) : pipelines).forEach(size -> opponents.add(new RedisCli(redisCli, size)));
        if (scene.giving() == Giving.HALF_A_MASTER) {
            byHand.forEach(slots -> opponents.add(new ByHand(redisCli, slots)));
        }
        return opponents;
    }

    private List<Scene> scenes() {
        if (quick) {
            return List.of(new Scene(data(Shape.SMALL), 2000, Giving.HALF_A_MASTER));
        }
        List<Scene> scenes = new ArrayList<>();
        for (Shape shape : shapes) {
            for (int load : loads) {
                givings(scenes.isEmpty()).forEach(giving -> scenes.add(new Scene(data(shape), load, giving)));
            }
        }
        return scenes;
    }

    private List<Giving> givings(boolean first) {
        if (sources.isEmpty()) {
            return first ? List.of(Giving.values()) : List.of(Giving.HALF_A_MASTER);
        }
        return sources.stream()
                .map(count -> Giving.of(count)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), "--sources " + count + " is neither 1 nor 3")))
                .toList();
    }

    private DataSet data(Shape shape) {
        return keys.map(count -> new DataSet(shape, count)).orElseGet(shape::usual);
    }
}

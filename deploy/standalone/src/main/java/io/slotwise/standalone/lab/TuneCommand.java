package io.slotwise.standalone.lab;

import io.slotwise.model.Policy;
import io.slotwise.model.json.Json;
import io.slotwise.standalone.lab.source.SourceAddress;
import io.slotwise.streams.replay.Manifest;
import io.slotwise.streams.tune.Objective;
import io.slotwise.streams.tune.Tuner;
import io.slotwise.streams.tune.Tuning;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slotwise tune}. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = {
            "Search settings that would have done better on one or many histories.",
            "",
            "Tries them on the first 60 %% of each history and judges the best on the rest. The same histories and seed"
                    + " give the same answer. Nothing is changed anywhere: the recommendation is a patch to apply."
        },
        footer = {
            "",
            "Example:",
            "  ./slotwise tune sessions.jsonl.zst --policy CR --objective violations --report tune.html"
        })
public final class TuneCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "SOURCE", description = "The histories: " + SourceAddress.FORMS + ".")
    private List<String> sources = List.of();

    @Mixin
    private SourceOptions options = new SourceOptions();

    @Mixin
    private TermsOptions termsOptions = new TermsOptions();

    @Option(
            names = "--objective",
            paramLabel = "WHAT",
            defaultValue = "cost",
            description = "What is wanted most: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Objective objective = Objective.COST;

    @Option(
            names = "--tries",
            paramLabel = "COUNT",
            defaultValue = "120",
            description = "About how many settings to try (default: ${DEFAULT-VALUE}).")
    private int tries;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Of the settings tried at random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--patch",
            paramLabel = "FILE",
            defaultValue = "slotwise-patch.json",
            description = "Where the recommendation goes, for kubectl patch (default: ${DEFAULT-VALUE}).")
    private Path patch = Path.of("slotwise-patch.json");

    @Option(names = "--report", paramLabel = "FILE", description = "Write a page with the plot, in one file.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (tries < 1) {
            throw new ParameterException(spec.commandLine(), "--tries must be at least 1 but is " + tries);
        }
        TermsOptions.Given given = termsOptions.given();
        List<SourceAddress> addresses = sources.stream()
                .map(source -> OptionValue.read(spec, "SOURCE", source, SourceAddress::parse))
                .toList();
        Histories reader = new Histories(options, InstantSource.system());
        List<History> histories = addresses.stream()
                .map(address -> reader.read(address, given.rules()))
                .toList();
        Policy rules = given.rules()
                .or(() -> histories.stream()
                        .flatMap(history -> history.recorded().stream())
                        .findFirst())
                .orElse(Manifest.DEFAULT);
        Trial.Terms terms = given.with(rules);
        Tuning tuning = new Tuner(
                        histories.stream().map(History::course).toList(),
                        new Tuner.Terms(rules, terms.plant(), given.price(), objective),
                        new Tuner.Workers() {
                            @Override
                            public <T> List<T> run(List<? extends Callable<T>> work) {
                                return Cores.run("tuning", work);
                            }
                        })
                .search(tries, seed);
        print(TuneReport.of(histories, tuning, objective, given.price()));
        return 0;
    }

    private void print(TuneReport result) {
        Optional<Path> written = result.recommendation().patch().isEmpty() ? Optional.empty() : Optional.of(patch);
        written.ifPresent(file ->
                ReplayCommand.write(file, Json.text(result.recommendation().patch()) + "\n"));
        report.ifPresent(file -> ReplayCommand.write(file, TuneWords.page(result)));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(result) : TuneWords.text(result, written));
        if (!json) {
            report.ifPresent(file -> out.println("\nThe page is in " + file + "."));
        }
        out.flush();
    }
}

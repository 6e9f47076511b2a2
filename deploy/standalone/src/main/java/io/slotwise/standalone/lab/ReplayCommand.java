package io.slotwise.standalone.lab;

import io.slotwise.model.Policy;
import io.slotwise.model.json.Json;
import io.slotwise.standalone.lab.source.SourceAddress;
import io.slotwise.streams.decision.Rules;
import io.slotwise.streams.replay.Contender;
import io.slotwise.streams.replay.Manifest;
import io.slotwise.streams.replay.Slotwise;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slotwise replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Tell what this autoscaler would have done on a history of metrics, why, and at what cost.",
            "",
            "Demand is recovered from the history and laid on the masters that the policy would have had; a scaling takes"
                    + " its time and its load. Nothing is changed anywhere."
        },
        footer = {
            "",
            "Examples:",
            "  ./slotwise replay cpu.csv",
            "  ./slotwise replay cpu.csv --against hpa,threshold,target-tracking,static:5 --report replay.html",
            "  ./slotwise replay kafka://localhost:9092?cluster=shop/sessions --from '2026-11-01' --policy new.yaml"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "The history: " + SourceAddress.FORMS + ".")
    private String source = "";

    @Mixin
    private SourceOptions options = new SourceOptions();

    @Mixin
    private TermsOptions termsOptions = new TermsOptions();

    @Option(
            names = "--against",
            paramLabel = "LIST",
            defaultValue = "",
            description = "Other policies to try on the same history, with commas: hpa[:TARGET],"
                    + " threshold[:HIGH/LOW], target-tracking[:TARGET], static:N. Without settings: 80, 70/20 and 60.")
    private String against = "";

    @Option(names = "--report", paramLabel = "FILE", description = "Write a page with charts, in one file.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--open-loop",
            description = "Only list the verdicts on what was recorded, as the live system came to them.")
    private boolean openLoop;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Against.Rival> rivals = OptionValue.read(spec, "--against", against, Against::parse);
        TermsOptions.Given given = termsOptions.given();
        SourceAddress address = OptionValue.read(spec, "SOURCE", source, SourceAddress::parse);
        Optional<Policy> rules = given.rules();
        Histories histories = new Histories(options, InstantSource.system());
        PrintWriter out = spec.commandLine().getOut();
        if (openLoop) {
            return new VerdictList(histories, address, rules).print(out, json);
        }
        History history = histories.read(address, rules);
        if (given.recorded() && history.recorded().isEmpty()) {
            throw new IllegalArgumentException(address.name() + " has no record of the cluster's own rules, so that"
                    + " --policy CR names none; name a manifest");
        }
        Trial.Terms terms = given.with(rules.or(history::recorded).orElse(Manifest.DEFAULT));
        Trial trial =
                Trial.of(history.course(), contenders(rules, terms.policy().shadows(), rivals), terms);
        ReplayReport result = ReplayReport.of(history.facts(), trial, terms, rivals);
        report.ifPresent(file -> write(file, HtmlReport.of(result, trial)));
        out.println(json ? Json.text(result) : ReplayTable.of(result));
        if (!json) {
            report.ifPresent(file -> out.println("\nThe page is in " + file + "."));
        }
        out.flush();
        return 0;
    }

    private static List<Contender> contenders(
            Optional<Policy> rules, List<Policy.Shadow> shadows, List<Against.Rival> rivals) {
        List<Contender> all = new ArrayList<>();
        all.add(rules.map(Slotwise::of).orElseGet(Slotwise::asRecorded));
        shadows.forEach(shadow -> all.add(new Slotwise(shadow.name(), Optional.of(shadow.policy()), Rules.DEFAULT)));
        all.addAll(rivals);
        return all;
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}

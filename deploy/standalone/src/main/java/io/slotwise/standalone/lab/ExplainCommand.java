package io.slotwise.standalone.lab;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.Decision;
import io.slotwise.model.Policy;
import io.slotwise.model.json.Json;
import io.slotwise.standalone.lab.source.LastDecision;
import io.slotwise.standalone.lab.source.SourceAddress;
import io.slotwise.streams.decision.Outcome;
import io.slotwise.streams.history.Timestamps;
import io.slotwise.streams.replay.Manifest;
import io.slotwise.streams.replay.Price;
import io.slotwise.streams.replay.Result;
import io.slotwise.streams.replay.Simulation;
import io.slotwise.streams.replay.Slotwise;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slotwise explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Say in plain sentences why a cluster was scaled or not, and what would have to change.",
            "",
            "Of a running system, its last verdict; of a history, the verdict at --at."
        },
        footer = {
            "",
            "Examples:",
            "  ./slotwise explain shop/sessions --kafka localhost:9092",
            "  ./slotwise explain --at '2026-11-01 06:00' sessions.jsonl.zst"
        })
public final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CLUSTER|HISTORY",
            description = "NAMESPACE/NAME or kafka://HOST:PORT?cluster=NAMESPACE/NAME; with --at, a history.")
    private String subject = "";

    @Mixin
    private SourceOptions options = new SourceOptions();

    @Option(names = "--at", paramLabel = "TIME", description = "When, such as '2026-11-01 06:00' (UTC).")
    private Optional<String> at = Optional.empty();

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-}",
            description = "Kafka's bootstrap servers; default: the variable KAFKA_BOOTSTRAP_SERVERS.")
    private String kafka = "";

    @Option(names = "--policy", paramLabel = "FILE|CR", description = "Explain by these rules instead; see replay.")
    private Optional<String> policy = Optional.empty();

    @Option(names = "--json", description = "Print the decision as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        SourceAddress address = address();
        if (at.isPresent()) {
            Instant time = OptionValue.read(spec, "--at", at.get(), Timestamps::parse);
            Optional<Policy> rules =
                    policy.flatMap(text -> OptionValue.read(spec, "--policy", text, PolicySource::read));
            return print(past(address, rules, time), Optional.of(time));
        }
        if (!(address instanceof SourceAddress.InKafka live)) {
            throw new ParameterException(
                    spec.commandLine(), "--at is missing: of the history " + subject + " a time must be named");
        }
        Map<String, String> properties = options.kafka(live.bootstrapServers());
        ClusterKey cluster = live.cluster()
                .or(options::cluster)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "no cluster named; write ?cluster=NAMESPACE/NAME or --cluster"));
        return print(LastDecision.of(properties, cluster), Optional.empty());
    }

    /** A file or an address; else a cluster's name. */
    private SourceAddress address() {
        boolean named = !subject.contains("://") && !Files.exists(Path.of(subject)) && at.isEmpty();
        if (!named) {
            return OptionValue.read(spec, "HISTORY", subject, SourceAddress::parse);
        }
        ClusterKey cluster = OptionValue.read(
                spec, "CLUSTER", subject.contains("/") ? subject : "default/" + subject, ClusterKey::parse);
        if (kafka.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no Kafka named; give --kafka HOST:PORT or set KAFKA_BOOTSTRAP_SERVERS (and there is no file "
                            + subject + ")");
        }
        return new SourceAddress.InKafka(kafka, Optional.of(cluster));
    }

    private Optional<Decision> past(SourceAddress address, Optional<Policy> rules, Instant time) {
        Histories histories = new Histories(options, InstantSource.system());
        Last last = new Last();
        try {
            new VerdictList(histories, address, rules).run(time, last);
        } catch (VerdictList.NoSamples e) {
            return simulated(histories.read(address, rules), rules, time);
        }
        // Putting a verdict into words costs more than finding it, so that only the last one is.
        return last.outcome.map(Outcome::decision);
    }

    /** Remembers the newest outcome. */
    private static final class Last implements Consumer<Outcome> {
        private Optional<Outcome> outcome = Optional.empty();

        @Override
        public void accept(Outcome next) {
            outcome = Optional.of(next);
        }
    }

    /** Of a plain column, what Slotwise would have said with the masters that it would have had by then. */
    private static Optional<Decision> simulated(History history, Optional<Policy> rules, Instant time) {
        Trial.Terms terms = Trial.Terms.of(rules.orElse(Manifest.DEFAULT), 90, Price.DEFAULT);
        Result result = Simulation.run(
                history.course()
                        .between(
                                history.course().at(0),
                                time.plus(history.course().interval())),
                rules.map(Slotwise::of).orElseGet(Slotwise::asRecorded),
                terms.plant(),
                terms.price(),
                Result.Detail.FULL);
        List<Decision> decisions = result.decisions();
        return decisions.isEmpty() ? Optional.empty() : Optional.of(decisions.get(decisions.size() - 1));
    }

    private int print(Optional<Decision> decision, Optional<Instant> asked) {
        PrintWriter out = spec.commandLine().getOut();
        if (decision.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(asked.map(time -> "There is no verdict at or before " + Text.time(time) + " UTC in "
                                    + subject + "; it begins later, or holds no samples.")
                            .orElse("No verdict on " + subject + " is in the topic slotwise.decisions: either nothing"
                                    + " has sampled it, or it is not written NAMESPACE/NAME."));
            return 1;
        }
        out.println(json ? Json.text(decision.get()) : Explanation.of(decision.get()));
        out.flush();
        return 0;
    }
}

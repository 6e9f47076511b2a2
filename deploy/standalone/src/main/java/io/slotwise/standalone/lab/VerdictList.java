package io.slotwise.standalone.lab;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Decision;
import io.slotwise.model.Policy;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Json;
import io.slotwise.standalone.lab.source.SourceAddress;
import io.slotwise.streams.decision.Outcome;
import io.slotwise.streams.decision.Rules;
import io.slotwise.streams.history.Tape;
import io.slotwise.streams.replay.Heard;
import io.slotwise.streams.replay.Manifest;
import io.slotwise.streams.replay.OpenLoop;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The verdicts on what was recorded, in an open loop: what the policy does changes nothing of what it sees. */
record VerdictList(Histories histories, SourceAddress address, Optional<Policy> rules) {
    /** What {@code replay --open-loop --json} prints. */
    private record Answer(String history, List<Decision> decisions, long setAside) {}

    int print(PrintWriter out, boolean json) {
        List<Decision> decisions = new ArrayList<>();
        Consumer<Decision> each = json ? decisions::add : decision -> out.println(line(decision));
        Consumer<Outcome> news = outcome -> {
            if (outcome.novelty() == Outcome.Novelty.NEWS) {
                each.accept(outcome.decision());
            }
        };
        long setAside = run(Instant.MAX, news, news);
        if (json) {
            out.println(Json.text(new Answer(address.name(), decisions, setAside)));
        } else if (setAside > 0) {
            out.println(Text.count(setAside, "row") + " could not be read and " + (setAside == 1 ? "was" : "were")
                    + " set aside.");
        }
        out.flush();
        return 0;
    }

    static String line(Decision decision) {
        return Text.time(decision.at()) + "  "
                + decision.shadow().map(name -> "shadow " + name + "  ").orElse("") + decision.verdict() + "  "
                + decision.reason() + "  "
                + decision.sentence();
    }

    /** The history has no samples that could be judged. */
    static final class NoSamples extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        NoSamples(String message) {
            super(message);
        }
    }

    /** The outcomes of the cluster's own policy up to a time; gives back how many rows were set aside. */
    long run(Instant last, Consumer<Outcome> verdicts) {
        return run(last, verdicts, shadow -> {});
    }

    private long run(Instant last, Consumer<Outcome> verdicts, Consumer<Outcome> shadowVerdicts) {
        Histories.Opened opened = histories.open(address);
        if (!(opened instanceof Histories.Opened.Records records)) {
            throw new NoSamples(address.name() + " is a plain column of numbers, without the samples that"
                    + " verdicts rest on; leave --open-loop out");
        }
        OpenLoop loop = new OpenLoop(Rules.DEFAULT, verdicts, shadowVerdicts);
        Reconciler reconciler = new Reconciler();
        try (Tape tape = records.tape()) {
            while (tape.hasNext()) {
                Heard heard = tape.next();
                if (heard.at().isAfter(last)) {
                    break;
                }
                reconciler.before(heard).ifPresent(loop::hear);
                loop.hear(reconciler.ruled(heard));
            }
        }
        return records.setAside().count();
    }

    /** Speaks for a reconciler whose words are not in the history, and puts the rules on trial into those that are. */
    private final class Reconciler {
        private boolean spoke;
        private OptionalLong masters = OptionalLong.empty();
        private long generation;

        Heard ruled(Heard heard) {
            return heard instanceof Heard.Word word && rules.isPresent()
                    ? new Heard.Word(word.at(), with(word.cluster(), rules.get()))
                    : heard;
        }

        Optional<Heard> before(Heard heard) {
            if (heard instanceof Heard.Word) {
                spoke = true;
                return Optional.empty();
            }
            Sample sample = ((Heard.Tick) heard).sample();
            long active = sample.activeMasters().count();
            if (spoke
                    || sample.source() != Sample.Source.PROMETHEUS
                    || active == 0
                    || masters.equals(OptionalLong.of(active))) {
                return Optional.empty();
            }
            masters = OptionalLong.of(active);
            generation++;
            return Optional.of(new Heard.Word(heard.at(), word(sample, (int) active)));
        }

        private ClusterRecord word(Sample sample, int active) {
            return new ClusterRecord(
                    sample.cluster(),
                    sample.at(),
                    generation,
                    active,
                    0,
                    rules.orElse(Manifest.DEFAULT),
                    List.of(),
                    ClusterRecord.Phase.INITIALIZED,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private static ClusterRecord with(ClusterRecord record, Policy policy) {
        return new ClusterRecord(
                record.cluster(),
                record.at(),
                record.generation(),
                record.masters(),
                record.replicasPerMaster(),
                policy,
                record.endpoints(),
                record.phase(),
                record.operation(),
                record.lastScaleTime());
    }
}

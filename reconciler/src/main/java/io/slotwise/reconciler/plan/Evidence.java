package io.slotwise.reconciler.plan;

import io.slotwise.model.NodeSample;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether what was last observed of Redis may be acted on. */
sealed interface Evidence {
    /** It was observed after the last job, lately, and of every pod. */
    record Trusted(Topology topology) implements Evidence {}

    /** It may not, and why. */
    record Lacking(Reason reason, String sentence) implements Evidence {
        private static final Duration RECHECK = Duration.ofSeconds(15);

        Step asWait() {
            return new Step.Wait(reason, sentence, RECHECK);
        }
    }

    static Evidence of(Wanted wanted, Observed observed) {
        Optional<Sample> latest = observed.sample();
        if (latest.isEmpty()) {
            return new Lacking(Reason.DATA_MISSING, "no sample of the cluster has come yet");
        }
        Sample sample = latest.get();
        return late(sample, wanted, observed)
                .map(problem -> new Lacking(Reason.SAMPLE_STALE, problem))
                .or(() -> gap(observed.pods(), sample).map(problem -> new Lacking(Reason.NODE_SILENT, problem)))
                .<Evidence>map(lacking -> lacking)
                .orElseGet(() -> new Trusted(new Topology(sample, observed.pods())));
    }

    /** What was observed lately and after the last job, of whichever pods answered; enough for what does no harm if wrong. */
    static Optional<Topology> latest(Wanted wanted, Observed observed) {
        return observed.sample()
                .filter(sample -> late(sample, wanted, observed).isEmpty())
                .map(sample -> new Topology(sample, observed.pods()));
    }

    private static Optional<String> late(Sample sample, Wanted wanted, Observed observed) {
        if (!isFresh(sample, wanted, observed.now())) {
            return Optional.of(
                    "the last sample is more than " + wanted.freshness().toSeconds() + " s off the clock");
        }
        return observed.memory()
                .lastJob()
                .filter(end -> !sample.at().isAfter(end))
                .map(end -> "no sample has come since the last job ended");
    }

    /** What the topology says next, or the wait for one that may be acted on. */
    default Step orWait(Function<Topology, Step> next) {
        return this instanceof Trusted trusted ? next.apply(trusted.topology()) : ((Lacking) this).asWait();
    }

    /** A sample from too far ahead is as doubtful as one from too long ago. */
    static boolean isFresh(Sample sample, Wanted wanted, Instant now) {
        return !sample.at().isBefore(now.minus(wanted.freshness()))
                && !sample.at().isAfter(now.plus(wanted.freshness()));
    }

    private static Optional<String> gap(List<PodState> pods, Sample sample) {
        return pods.stream()
                .filter(pod -> sample.byPod(pod.name())
                        .filter(node -> answers(pod, node))
                        .isEmpty())
                .map(pod -> "pod " + pod.name() + " did not answer in the last sample")
                .sorted()
                .findFirst();
    }

    private static boolean answers(PodState pod, NodeSample node) {
        return node.answered() && node.host().equals(pod.ip());
    }
}

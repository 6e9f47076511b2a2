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
        if (!isFresh(sample, wanted, observed.now())) {
            return new Lacking(
                    Reason.SAMPLE_STALE,
                    "the last sample is more than " + wanted.freshness().toSeconds() + " s off the clock");
        }
        if (observed.memory().lastJob().filter(end -> !sample.at().isAfter(end)).isPresent()) {
            return new Lacking(Reason.SAMPLE_STALE, "no sample has come since the last job ended");
        }
        return gap(observed.pods(), sample)
                .<Evidence>map(problem -> new Lacking(Reason.NODE_SILENT, problem))
                .orElseGet(() -> new Trusted(new Topology(sample, observed.pods())));
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

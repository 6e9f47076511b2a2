package io.slotwise.reconciler.turn;

import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.kube.Write;
import io.slotwise.reconciler.plan.IntentGate;
import io.slotwise.reconciler.plan.IntentGate.Judgement;
import io.slotwise.reconciler.spec.Settings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Turns an intent into a spec change, once: its number and its identity are written in one update. */
final class Intents {
    static final String ID = "slotwise.io/intent";
    static final String REASON = "slotwise.io/intent-reason";
    static final String POD = "slotwise.io/intent-pod";
    static final String SCALED_AT = "slotwise.io/scaled-at";

    private final Knowledge knowledge;
    private final Write.Port port;
    private final Chronicle chronicle;
    private final TurnWatch watch;

    Intents(Knowledge knowledge, Write.Port port, Chronicle chronicle, TurnWatch watch) {
        this.knowledge = knowledge;
        this.port = port;
        this.chronicle = chronicle;
        this.watch = watch;
    }

    /** The pod that the last intent names, until a scaling has begun for it. */
    static String hint(RedisCluster cluster) {
        Optional<Instant> scaledAt = annotation(cluster, SCALED_AT).flatMap(StatusReading::instant);
        Optional<Instant> lastScale =
                StatusReading.instant(cluster.statusOrNew().lastScaleTime());
        boolean open = scaledAt.isPresent()
                && lastScale.filter(last -> !last.isBefore(scaledAt.get())).isEmpty();
        return open ? annotation(cluster, POD).orElse("") : "";
    }

    private static Optional<String> annotation(RedisCluster cluster, String name) {
        return Optional.ofNullable(cluster.getMetadata().getAnnotations())
                .flatMap(all -> Optional.ofNullable(all.get(name)));
    }

    /** Settles the cluster's open intent, if there is one whose time has come. */
    Outcome settle(RedisCluster cluster, Settings settings, Instant now) {
        return knowledge
                .openIntent(settings.cluster())
                .map(intent -> settle(intent, cluster, settings, now))
                .orElse(Outcome.SPEC_UNCHANGED);
    }

    /** Whether the spec is another one now. */
    enum Outcome {
        SPEC_CHANGED,
        SPEC_UNCHANGED
    }

    private Outcome settle(Intent intent, RedisCluster cluster, Settings settings, Instant now) {
        IntentGate.Standing standing = new IntentGate.Standing(
                StatusReading.created(cluster),
                cluster.getMetadata().getGeneration(),
                annotation(cluster, ID).orElse(""),
                StatusReading.memory(cluster.statusOrNew()).phase(),
                settings.shape().masters(),
                settings.policy());
        Judgement judgement = IntentGate.judge(intent, standing, now);
        if (judgement instanceof Judgement.Apply) {
            apply(intent, cluster, now);
            return Outcome.SPEC_CHANGED;
        }
        if (judgement instanceof Judgement.Refuse refusal) {
            refuse(refusal, cluster, now);
        }
        return Outcome.SPEC_UNCHANGED;
    }

    private void apply(Intent intent, RedisCluster cluster, Instant now) {
        Correlation.follow(correlation(intent));
        port.perform(new KubeWrite.Masters(
                cluster.getMetadata(),
                intent.masters(),
                Map.of(
                        ID,
                        intent.id(),
                        REASON,
                        intent.reason().name(),
                        POD,
                        intent.pod(),
                        SCALED_AT,
                        now.toString(),
                        Correlation.ANNOTATION,
                        correlation(intent))));
        chronicle.tell(cluster, "Intent applied", Reason.INTENT_APPLIED, sentence(intent), intent.id(), now);
        close(intent, Reason.INTENT_APPLIED);
    }

    /** An intent of a part that is older than this one brings none along. */
    private static String correlation(Intent intent) {
        return intent.correlation().orElse(intent.id());
    }

    private void refuse(Judgement.Refuse refusal, RedisCluster cluster, Instant now) {
        Intent intent = refusal.intent();
        Correlation.follow(correlation(intent));
        if (refusal.reason() == Reason.INTENT_REPEATED) {
            // Recorded again under the same name, in case the first telling was cut off.
            chronicle.record(cluster, Reason.INTENT_APPLIED, sentence(intent), intent.id(), now);
        } else {
            chronicle.tell(
                    cluster,
                    "Intent refused",
                    refusal.reason(),
                    refusal.sentence(),
                    intent.id() + "/" + intent.at(),
                    now);
        }
        close(intent, refusal.reason());
    }

    private static String sentence(Intent intent) {
        return "intent " + intent.id() + ": " + intent.masters() + " masters, because " + intent.sentence();
    }

    private void close(Intent intent, Reason outcome) {
        knowledge.settle(intent);
        watch.settled(outcome);
    }
}

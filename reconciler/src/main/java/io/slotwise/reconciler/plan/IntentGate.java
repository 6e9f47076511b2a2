package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.Intent;
import io.slotwise.model.Pause;
import io.slotwise.model.Policy;
import io.slotwise.model.Reason;
import java.time.Instant;
import java.util.Locale;

/** Whether an intent becomes a spec change. It does so once, and only for the spec that it was made for. */
public final class IntentGate {
    private IntentGate() {}

    /**
     * What an intent is judged by.
     *
     * @param created when the cluster was made; an earlier one of the same name may have left intents
     * @param generation {@code metadata.generation}
     * @param appliedId id of the intent that was applied last, or empty
     * @param phase an intent for a cluster that is still being formed waits
     * @param masters the active masters that the spec wants
     * @param policy the rules of the spec
     */
    public record Standing(
            Instant created, long generation, String appliedId, Phase phase, int masters, Policy policy) {}

    /** What becomes of an intent. */
    public sealed interface Judgement {
        /** It is written into the spec. */
        record Apply(Intent intent) implements Judgement {}

        /** It is void, and why. */
        record Refuse(Intent intent, Reason reason, String sentence) implements Judgement {}

        /** Its time may come. */
        record Hold() implements Judgement {}
    }

    public static Judgement judge(Intent intent, Standing standing, Instant now) {
        if (intent.id().equals(standing.appliedId())) {
            return refuse(intent, Reason.INTENT_REPEATED, "it was applied before");
        }
        if (!now.isBefore(intent.expiresAt())) {
            return refuse(intent, Reason.INTENT_EXPIRED, "it expired at " + intent.expiresAt());
        }
        if (intent.at().isBefore(standing.created())) {
            return refuse(
                    intent,
                    Reason.INTENT_OUTDATED,
                    "it was made at " + intent.at() + " for an earlier cluster of that name; this one was made at "
                            + standing.created());
        }
        if (intent.generation() != standing.generation()) {
            return refuse(
                    intent,
                    Reason.INTENT_OUTDATED,
                    "it was made for generation " + intent.generation() + " and the spec is at "
                            + standing.generation());
        }
        return withinPolicy(intent, standing);
    }

    private static Judgement withinPolicy(Intent intent, Standing standing) {
        Policy policy = standing.policy();
        if (policy.scaling() == Policy.Scaling.MANUAL) {
            return refuse(intent, Reason.AUTOSCALE_DISABLED, "autoScaleEnabled is false");
        }
        if (isPaused(policy.pause(), intent.masters() - standing.masters())) {
            return refuse(
                    intent,
                    Reason.PAUSED,
                    "annotation " + Pause.ANNOTATION + " is "
                            + policy.pause().name().toLowerCase(Locale.ROOT));
        }
        if (intent.masters() < policy.minMasters()) {
            return refuse(
                    intent,
                    Reason.AT_MIN_MASTERS,
                    "it wants " + intent.masters() + " masters and minMasters is " + policy.minMasters());
        }
        if (policy.maxMasters().isPresent()
                && intent.masters() > policy.maxMasters().getAsInt()) {
            return refuse(
                    intent,
                    Reason.AT_MAX_MASTERS,
                    "it wants " + intent.masters() + " masters and maxMasters is "
                            + policy.maxMasters().getAsInt());
        }
        return standing.phase() == Phase.INITIALIZED ? new Judgement.Apply(intent) : new Judgement.Hold();
    }

    private static boolean isPaused(Pause pause, int step) {
        return switch (pause) {
            case NONE -> false;
            case ALL -> true;
            case OUT -> step > 0;
            case IN -> step < 0;
        };
    }

    private static Judgement refuse(Intent intent, Reason reason, String why) {
        return new Judgement.Refuse(
                intent, reason, "intent " + intent.id() + " for " + intent.masters() + " masters is void: " + why);
    }
}

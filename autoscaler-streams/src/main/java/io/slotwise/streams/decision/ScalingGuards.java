package io.slotwise.streams.decision;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Policy;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a wish to scale may become an intent. What only a person can change stands before what time heals, so that the
 * announced reason is the one worth reading.
 */
final class ScalingGuards {
    /** Those that lie in the spec or in what the cluster holds: while one holds, nothing is confirmed. */
    static final List<Guard<Attempt>> OF_SPACE = List.of(
            new Guard<>(
                    Reason.AUTOSCALE_DISABLED,
                    "autoScaleEnabled is false",
                    a -> a.policy().scaling() != Policy.Scaling.AUTOMATIC,
                    a -> a.load() + ", which asks for " + Words.count(a.demand().masters(), "master")
                            + "; but autoScaleEnabled is false. Set it to true, or set spec.masters by hand."),
            new Guard<>(
                    Reason.AT_MAX_MASTERS,
                    "scale-out would exceed maxMasters",
                    a -> a.goes(Direction.OUT)
                            && a.demand().masters() > a.policy().maxMasters().orElse(Integer.MAX_VALUE),
                    a -> a.load() + "; but "
                            + Words.count(a.situation().cluster().masters(), "master")
                            + " of at most " + a.policy().maxMasters().orElse(0)
                            + " are there. Raise maxMasters, or lower the load."),
            new Guard<>(
                    Reason.AT_MIN_MASTERS,
                    "scale-in would fall below minMasters",
                    a -> a.goes(Direction.IN)
                            && a.demand().masters() < a.policy().minMasters(),
                    ScalingGuards::atMin),
            new Guard<>(
                    Reason.WOULD_NOT_FIT,
                    "after scale-in a remaining master would reach fitPercent of a high threshold",
                    a -> a.goes(Direction.IN) && !a.fits(),
                    ScalingGuards::wouldNotFit));

    /** Those that time heals: while they hold, the samples that ask are counted. */
    static final List<Guard<Attempt>> OF_TIME = List.of(
            new Guard<>(
                    Reason.INTENT_OUTSTANDING,
                    "an earlier intent is neither answered by a new generation nor expired",
                    a -> outstanding(a).isPresent(),
                    a -> a.load() + "; but the intent "
                            + outstanding(a).map(Watch.Outstanding::id).orElse("") + " is not applied yet. The"
                            + " reconciler must apply it, or it expires at "
                            + outstanding(a)
                                    .map(Watch.Outstanding::expiresAt)
                                    .orElse(a.situation().at())
                            + "."),
            new Guard<>(
                    Reason.COOLDOWN,
                    "the last scaling or intent is less than scaleCooldownSeconds ago",
                    a -> cooledDownAt(a).filter(a.situation().at()::isBefore).isPresent(),
                    ScalingGuards::coolingDown),
            new Guard<>(
                    Reason.CONFIRMING,
                    "fewer than confirmOut (scale-out) or confirmIn (scale-in) samples in a row have asked for it",
                    a -> a.streak().samples() < a.confirmations(),
                    a -> a.load() + "; this is sample " + a.streak().samples() + " of the " + a.confirmations()
                            + " in a row that are needed. It must last "
                            + Words.count(a.confirmations() - a.streak().samples(), "more sample") + "."),
            new Guard<>(
                    Reason.STANDBY_NOT_READY,
                    "scale-out, and no empty master has joined the cluster and answers",
                    a -> a.goes(Direction.OUT) && !hasStandby(a.situation().sample()),
                    a -> a.load() + "; but no empty master stands by to take slots. The reconciler must provide one."));

    private static final int FEWEST_EVER = 3;

    private ScalingGuards() {}

    private static Optional<Watch.Outstanding> outstanding(Attempt a) {
        return a.situation()
                .watch()
                .outstanding()
                .filter(intent -> a.situation().at().isBefore(intent.expiresAt()));
    }

    /** When the cooldown of the latest scaling or intent ends; empty when there was none. */
    private static Optional<Instant> cooledDownAt(Attempt a) {
        return lastScaling(a).map(last -> last.plus(a.policy().scaleCooldown()));
    }

    private static Optional<Instant> lastScaling(Attempt a) {
        ClusterRecord cluster = a.situation().cluster();
        return Stream.of(cluster.lastScaleTime(), a.situation().watch().lastIntent())
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    private static String coolingDown(Attempt a) {
        Duration since = Duration.between(
                lastScaling(a).orElse(Instant.EPOCH), a.situation().at());
        return a.load() + "; but the last scaling was " + Words.duration(since) + " ago and scaleCooldownSeconds is "
                + a.policy().scaleCooldown().toSeconds() + ". The load must last until "
                + Words.time(cooledDownAt(a).orElse(Instant.EPOCH)) + ".";
    }

    private static String atMin(Attempt a) {
        int least = a.policy().minMasters();
        return a.load() + "; but there are "
                + Words.count(a.situation().cluster().masters(), "master") + " and at least " + least + " must stay. "
                + (least > FEWEST_EVER
                        ? "Lower minMasters, to no less than " + FEWEST_EVER + ", to have fewer."
                        : "No Redis Cluster has fewer than " + FEWEST_EVER + ", so that only more load changes this.");
    }

    private static String wouldNotFit(Attempt a) {
        return a.load() + "; but without "
                + Words.list(a.leaving().stream().map(MasterLoad::pod).toList()) + " "
                + a.tightest()
                        .map(after -> after.pod() + " would have " + Words.projected(after))
                        .orElse("none would stay")
                + ", and room to spare means less than " + Words.percent(a.cpuLimit()) + " CPU and "
                + Words.percent(a.memoryLimit()) + " memory ("
                + a.share()
                + "). The load or the data must shrink, or the high thresholds rise.";
    }

    private static boolean hasStandby(Sample sample) {
        return sample.emptyMasters().anyMatch(node -> node.answered() && node.hasJoined());
    }
}

package io.slotwise.streams.decision;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.ExcludedWindow;
import io.slotwise.model.Pause;
import io.slotwise.model.Policy;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a wish to scale may become an intent. What only a person can change stands before what time heals, so that the
 * announced reason is the one worth reading.
 */
final class ScalingGuards {
    /** Those that lie in the spec or in what the cluster holds: while one holds, nothing is confirmed. */
    static final List<Guard<Attempt>> OF_SPACE = directed(
            new Guard<>(
                    Reason.AUTOSCALE_DISABLED,
                    "autoScaleEnabled is false",
                    a -> a.policy().scaling() != Policy.Scaling.AUTOMATIC,
                    a -> a.load() + ", which asks for " + Words.count(a.demand().masters(), "master")
                            + "; but autoScaleEnabled is false. Set it to true, or set spec.masters by hand."),
            new Guard<>(
                    Reason.PAUSED,
                    "the annotation slotwise.io/pause is all, or names the direction",
                    ScalingGuards::isPaused,
                    a -> a.load() + "; but the annotation " + Pause.ANNOTATION + " is "
                            + a.policy().pause().name().toLowerCase(Locale.ROOT)
                            + ". Take it away to go on, or set spec.masters by hand."),
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
                    ScalingGuards::wouldNotFit),
            new Guard<>(
                    Reason.WOULD_NOT_HELP,
                    "scale-out for CPU, and one slot of the hottest master carries its load (adaptive only)",
                    a -> culprit(a).isPresent(),
                    a -> a.load() + "; but " + culprit(a).orElse("")
                            + ", and a slot is never shared between masters. Its keys must be spread over more slots,"
                            + " or be asked for less."),
            new Guard<>(
                    Reason.DID_NOT_HELP,
                    "the last scale-out for the same reason brought no relief, and the hottest master's part of the whole"
                            + " load is the same (adaptive only)",
                    a -> futile(a).isPresent(),
                    a -> a.load() + "; but the scale-out before, judged at "
                            + Words.time(futile(a)
                                    .map(Ledger.Futile::at)
                                    .orElse(a.situation().at()))
                            + ", left the hottest master with "
                            + Words.percent(
                                    100 * futile(a).map(Ledger.Futile::share).orElse(0.0))
                            + " of the whole load, as before it. The load must spread otherwise, or spec.masters be set"
                            + " by hand."));

    /** Those that time heals: while they hold, the samples that ask are counted. */
    static final List<Guard<Attempt>> OF_TIME = directed(
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
                    Reason.EXCLUDED_WINDOW,
                    "an excluded window for the direction is open",
                    a -> window(a).isPresent(),
                    ScalingGuards::excluded),
            new Guard<>(
                    Reason.FLAPPING,
                    "scale-in, and five minutes for each scaling of the last 24 hours that was undone within an hour, or 61"
                            + " from the sixth on, have not passed since the last one (adaptive only)",
                    a -> steadyAt(a).filter(a.situation().at()::isBefore).isPresent(),
                    ScalingGuards::flapping),
            new Guard<>(
                    Reason.SCALINGS_SPENT,
                    "maxScalingsPerDay scalings were made in the last 24 hours",
                    a -> Budget.of(a).spent().size()
                            >= a.policy().limits().maxScalingsPerDay().orElse(Integer.MAX_VALUE),
                    ScalingGuards::scalingsSpent),
            new Guard<>(
                    Reason.BYTES_SPENT,
                    "with what it would move, scalings would have moved more than maxBytesPerDay in 24 hours",
                    a -> Budget.of(a).spentBytes() + a.bytes()
                            > a.policy().limits().maxBytesPerDay().orElse(Long.MAX_VALUE),
                    ScalingGuards::bytesSpent),
            new Guard<>(
                    Reason.CONFIRMING,
                    "fewer than confirmOut (scale-out) or confirmIn (scale-in) samples in a row have asked for it; for CPU as"
                            + " many as this cluster's own loads say (adaptive only)",
                    a -> a.streak().samples() < a.confirmations(),
                    a -> a.load() + "; this is sample " + a.streak().samples() + " of the " + a.confirmations()
                            + " in a row that are needed" + soonOver(a) + ". It must last "
                            + Words.count(a.confirmations() - a.streak().samples(), "more sample") + "."),
            new Guard<>(
                    Reason.CONFIRMING,
                    "the load has asked for it for less than outWindowSeconds (scale-out) or inWindowSeconds (scale-in)",
                    a -> settledAt(a).filter(a.situation().at()::isBefore).isPresent(),
                    a -> a.load() + ", since "
                            + Words.time(a.streak().since().orElse(a.situation().at()))
                            + "; but "
                            + (a.goes(Direction.OUT) ? "outWindowSeconds" : "inWindowSeconds") + " is "
                            + patience(a).orElse(Duration.ZERO).toSeconds() + ". It must last until "
                            + Words.time(settledAt(a).orElse(a.situation().at())) + "."),
            new Guard<>(
                    Reason.STANDBY_NOT_READY,
                    "scale-out, and no empty master has joined the cluster and answers",
                    a -> a.goes(Direction.OUT) && !hasStandby(a.situation().sample()),
                    a -> a.load() + "; but no empty master stands by to take slots. The reconciler must provide one."));

    private static final int FEWEST_EVER = 3;

    private ScalingGuards() {}

    /** The same that forbid to go out and then to go in are about something else. */
    @SafeVarargs
    private static List<Guard<Attempt>> directed(Guard<Attempt>... guards) {
        List<Guard<Attempt>> all = new ArrayList<>();
        for (Guard<Attempt> guard : guards) {
            all.add(guard.about(a -> a.demand().direction().name()));
        }
        return List.copyOf(all);
    }

    private static boolean isPaused(Attempt a) {
        return switch (a.policy().pause()) {
            case NONE -> false;
            case ALL -> true;
            case OUT -> a.goes(Direction.OUT);
            case IN -> a.goes(Direction.IN);
        };
    }

    private static Optional<String> culprit(Attempt a) {
        return a.goes(Direction.OUT) && a.situation().isAdaptive()
                ? HotSlots.culprit(a.situation(), a.demand())
                : Optional.empty();
    }

    private static Optional<Ledger.Futile> futile(Attempt a) {
        return a.goes(Direction.OUT) && a.situation().isAdaptive()
                ? a.situation()
                        .watch()
                        .ledger()
                        .stillFutile(a.situation(), a.demand().reason())
                : Optional.empty();
    }

    private static Optional<ExcludedWindow> window(Attempt a) {
        return a.policy().limits().excludedWindows().stream()
                .filter(window -> switch (window.directions()) {
                    case ALL -> true;
                    case OUT -> a.goes(Direction.OUT);
                    case IN -> a.goes(Direction.IN);
                })
                .filter(window -> window.around(a.situation().at()).isPresent())
                .findFirst();
    }

    private static String excluded(Attempt a) {
        return window(a)
                .map(window -> a.load() + "; but an excluded window (" + window.schedule() + ", "
                        + window.timeZone() + ") is open. It closes at "
                        + window.around(a.situation().at())
                                .map(begin -> Words.time(begin.plus(window.duration())))
                                .orElse("")
                        + ".")
                .orElse("");
    }

    private static Optional<Instant> steadyAt(Attempt a) {
        Situation s = a.situation();
        return a.goes(Direction.IN) && s.isAdaptive() ? s.watch().ledger().steadyAt(s.at()) : Optional.empty();
    }

    private static String flapping(Attempt a) {
        Situation s = a.situation();
        return a.load() + "; but " + Words.count(s.watch().ledger().reversals(s.at()), "scaling")
                + " of the last 24 hours had to be undone within an hour. The load must stay low until "
                + steadyAt(a).map(Words::time).orElse("") + ".";
    }

    private static String soonOver(Attempt a) {
        return a.patience().orElse(0)
                        > a.situation().rules().confirmations(a.demand().direction())
                ? ", since many such loads of this cluster were over before more masters could have carried them"
                : "";
    }

    private static String scalingsSpent(Attempt a) {
        Budget budget = Budget.of(a);
        return a.load() + "; but the last 24 hours had "
                + Words.count(budget.spent().size(), "scaling") + ", and maxScalingsPerDay is "
                + a.policy().limits().maxScalingsPerDay().orElse(0) + ". Raise it, or wait until "
                + budget.next().map(Words::time).orElse("") + ".";
    }

    private static String bytesSpent(Attempt a) {
        Budget budget = Budget.of(a);
        return a.load() + "; but it would move about " + Words.bytes(a.bytes())
                + ", scalings of the last 24 hours moved "
                + Words.bytes(budget.spentBytes()) + ", and maxBytesPerDay is "
                + Words.bytes(a.policy().limits().maxBytesPerDay().orElse(0)) + ". Raise it"
                + budget.next()
                        .map(next -> ", or wait until " + Words.time(next))
                        .orElse("") + ".";
    }

    /** For how long the load must have asked, where the spec says so. */
    private static Optional<Duration> patience(Attempt a) {
        return a.goes(Direction.OUT)
                ? a.policy().limits().outWindow()
                : a.policy().limits().inWindow();
    }

    private static Optional<Instant> settledAt(Attempt a) {
        return patience(a).flatMap(window -> a.streak().since().map(since -> since.plus(window)));
    }

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
        return a.load() + "; but " + a.without() + " "
                + a.tightest()
                        .map(after -> after.pod() + " would have " + Words.projected(after))
                        .orElse("none would stay")
                + ", and room to spare means " + a.room()
                + ". The load or the data must shrink, or the high thresholds rise.";
    }

    private static boolean hasStandby(Sample sample) {
        return sample.emptyMasters().anyMatch(node -> node.answered() && node.hasJoined());
    }
}

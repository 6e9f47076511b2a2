package io.slotwise.job;

import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.Cluster;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.SlotKeys;
import io.slotwise.job.plan.Step;
import io.slotwise.job.plan.Trend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of every job: look at all nodes, work out the next step, take it, look again. It keeps nothing in mind that Redis
 * does not say, so a run that was cut off anywhere is continued by starting another.
 */
final class Convergence {
    private static final Logger LOG = LoggerFactory.getLogger(Convergence.class);
    private static final Duration SHORTEST_REST = Duration.ofMillis(20);
    private static final Duration LONGEST_REST = Duration.ofMillis(400);

    /** Long enough to see who is busy. */
    static final Duration WATCHED = Duration.ofSeconds(2);

    private final Goal goal;
    private final Cluster cluster;
    private final Limits limits;
    private final Pace pace;
    private final StopSignal stop;
    private final Tally tally;
    private final List<JobListener> listeners;

    private Duration rest = SHORTEST_REST;
    private Optional<Step> last = Optional.empty();
    private Optional<Duration> impatientSince = Optional.empty();
    private Set<String> lingered = Set.of();
    private String holdUp = "it did not get that far";

    Convergence(
            Goal goal,
            Cluster cluster,
            Limits limits,
            Pace pace,
            StopSignal stop,
            Tally tally,
            List<JobListener> listeners) {
        this.goal = goal;
        this.cluster = cluster;
        this.limits = limits;
        this.pace = pace;
        this.stop = stop;
        this.tally = tally;
        this.listeners = List.copyOf(listeners);
    }

    Outcome run() {
        while (true) {
            stop.awaitResume(pace);
            Optional<Outcome> outcome = outOfTime().or(() -> take(nextStep()));
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
    }

    private Optional<Outcome> outOfTime() {
        if (stop.isGiven()) {
            return stop.reason().map(reason -> new Outcome.Failed(reason.sentence()));
        }
        return pace.elapsed().compareTo(limits.job()) < 0
                ? Optional.empty()
                : Optional.of(new Outcome.Failed("not done within "
                        + limits.job().toSeconds() + " s: " + holdUp + "; resume by running it again"));
    }

    private Step nextStep() {
        ClusterView view = look();
        Step step = goal.next(view);
        if (step instanceof Step.Measure) {
            Optional<SlotKeys> keys = cluster.count(view);
            if (keys.isEmpty()) {
                return new Step.Wait("the keys of some master could not be counted", Step.Limit.JOB);
            }
            view = view.with(keys.get());
            step = goal.next(view);
        }
        if (step instanceof Step.Watch) {
            pace.rest(WATCHED);
            step = goal.next(view.with(Trend.between(view, look())));
        }
        return step;
    }

    private ClusterView look() {
        ClusterView view = cluster.read().withLingered(lingered);
        double left = (double) limits.job().minus(pace.elapsed()).toMillis() / 1000;
        return view.with(view.means().within(left));
    }

    private Optional<Outcome> take(Step step) {
        if (step instanceof Step.Done) {
            return Optional.of(new Outcome.Done());
        }
        if (step instanceof Step.Refuse refusal) {
            return Optional.of(new Outcome.Refused(refusal.sentence()));
        }
        if (step instanceof Step.Wait wait) {
            return waitFor(wait);
        }
        if (step instanceof Step.Linger linger) {
            return linger(linger);
        }
        if (step instanceof Step.Change change) {
            return change(change);
        }
        throw new IllegalStateException("the plan still wants to know what it was told");
    }

    private Optional<Outcome> waitFor(Step.Wait wait) {
        if (wait.limit() == Step.Limit.PATIENCE) {
            Duration since = impatientSince.orElseGet(pace::elapsed);
            impatientSince = Optional.of(since);
            if (pace.elapsed().minus(since).compareTo(limits.patience()) >= 0) {
                return Optional.of(new Outcome.Refused(wait.reason()));
            }
        } else {
            impatientSince = Optional.empty();
        }
        if (!last.equals(Optional.of(wait))) {
            listeners.forEach(listener -> listener.waiting(wait.reason()));
        }
        hold(wait, wait.reason());
        return Optional.empty();
    }

    private Optional<Outcome> linger(Step.Linger linger) {
        Duration until = pace.elapsed().plus(limits.linger());
        while (pace.elapsed().compareTo(until) < 0) {
            Optional<Outcome> outcome = outOfTime();
            if (outcome.isPresent()) {
                return outcome;
            }
            pace.rest(SHORTEST_REST);
        }
        lingered = linger.ids();
        return Optional.empty();
    }

    private Optional<Outcome> change(Step.Change change) {
        impatientSince = Optional.empty();
        boolean again = last.equals(Optional.of(change));
        if (!again) {
            listeners.forEach(listener -> listener.step(change.sentence()));
        }
        if (change instanceof Step.MoveSlots moves) {
            tally.expect(moves.moves().size());
        }
        Applied applied = change.applyTo(cluster);
        if (applied instanceof Applied.Refused refused) {
            return Optional.of(new Outcome.Refused(refused.sentence()));
        }
        if (applied instanceof Applied.Yielded yielded) {
            return Optional.of(new Outcome.Failed(yielded.sentence()));
        }
        if (applied instanceof Applied.Disturbed disturbed) {
            LOG.atDebug().addKeyValue("problem", disturbed.problem()).log("Step disturbed");
            hold(change, disturbed.problem());
        } else if (again) {
            hold(change, change.sentence() + " has no effect yet");
        } else {
            last = Optional.of(change);
            rest = SHORTEST_REST;
        }
        return Optional.empty();
    }

    private void hold(Step step, String why) {
        rest = last.equals(Optional.of(step)) ? longer(rest) : SHORTEST_REST;
        last = Optional.of(step);
        holdUp = why;
        pace.rest(rest);
    }

    private static Duration longer(Duration rest) {
        Duration doubled = rest.multipliedBy(2);
        return doubled.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : doubled;
    }
}

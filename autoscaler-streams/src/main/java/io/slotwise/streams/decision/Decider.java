package io.slotwise.streams.decision;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The decision core: given what is known of a cluster and a new sample, scale or hold, and why. The same arguments always
 * give the same answer. The clock tells only how fresh the sample is; cooldown and expiry count in samples' own time.
 */
public final class Decider {
    private final Rules rules;

    public Decider(Rules rules) {
        this.rules = rules;
    }

    /**
     * Judges one sample.
     *
     * @param state what is known of the sample's cluster
     * @param now the time at which it is judged
     */
    public Outcome decide(State state, Sample sample, Instant now) {
        if (state.cluster().isEmpty()) {
            Instant seen = sample.at().isAfter(now) ? now : sample.at(); // later samples must not count as old
            Watch watch = state.watch().sampled(seen, Streak.NONE);
            return hold(
                    state.with(watch),
                    sample,
                    new Watch.Told(Verdict.HOLD, Reason.CLUSTER_UNKNOWN),
                    () -> Evidence.Finding.hold(
                            Reason.CLUSTER_UNKNOWN,
                            "The reconciler has said nothing of " + sample.cluster()
                                    + ", so that its policy is not known. It must publish the cluster on slotwise.clusters."));
        }
        return judge(state, Situation.of(state.cluster().get(), state.watch(), sample, now, rules));
    }

    /**
     * Notices that samples have stopped to come.
     *
     * @return the hold to announce; empty when samples come as they should, or when it was announced before
     */
    public Optional<Outcome> silence(State state, Instant now) {
        return state.cluster()
                .filter(cluster -> cluster.phase() == ClusterRecord.Phase.INITIALIZED)
                .filter(cluster -> lastSign(state, cluster)
                        .plus(rules.staleAfter(cluster.policy()))
                        .isBefore(now))
                .map(cluster -> silent(state, cluster, now))
                .filter(outcome -> outcome.novelty() == Outcome.Novelty.NEWS);
    }

    private static Instant lastSign(State state, ClusterRecord cluster) {
        return state.watch().lastSample().orElse(cluster.at());
    }

    private Outcome silent(State state, ClusterRecord cluster, Instant now) {
        String sentence = "No sample has come for " + Words.duration(Duration.between(lastSign(state, cluster), now))
                + ", and " + Words.duration(rules.staleAfter(cluster.policy()))
                + " is the most that is waited. The metrics-collector must send samples of this cluster again.";
        Supplier<Decision> decision = () -> new Decision(
                cluster.cluster() + "@" + now,
                cluster.cluster(),
                now,
                Verdict.HOLD,
                Reason.SAMPLE_STALE,
                sentence,
                cluster.masters(),
                cluster.masters(),
                Optional.of(cluster.policy().alone()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("no sample of the cluster has come for staleAfterIntervals × metricsQueryInterval"),
                Optional.of(Words.lastSentence(sentence)),
                Optional.empty());
        return new Outcome(
                state.with(state.watch().unconfirmed()),
                new Watch.Told(Verdict.HOLD, Reason.SAMPLE_STALE),
                Optional.empty(),
                decision);
    }

    private Outcome judge(State state, Situation s) {
        Optional<Guard<Situation>> untimely = Guard.firstOf(SampleGuards.OF_TIME, s);
        if (untimely.isPresent()) {
            return held(state, s, untimely.get());
        }
        Optional<Guard<Situation>> unfit = Guard.firstOf(SampleGuards.OF_CONTENT, s);
        if (unfit.isPresent()) {
            return held(state.with(s.watch().sampled(s.at(), Streak.NONE)), s, unfit.get());
        }
        return weighed(
                state.with(AdaptiveRules.learn(state.learned(), s)),
                s.with(s.watch().accounted(s.watch().ledger().after(s))));
    }

    private Outcome weighed(State state, Situation s) {
        Demand demand = s.isAdaptive() ? AdaptiveRules.judge(s, state.learned()) : LoadRules.judge(s);
        if (demand instanceof Demand.Nothing nothing) {
            State next = state.with(s.watch().sampled(s.at(), Streak.NONE));
            return hold(
                    next,
                    s.sample(),
                    new Watch.Told(Verdict.HOLD, nothing.reason()),
                    () -> Evidence.Finding.hold(
                            nothing.reason(), nothing.sentence().get()));
        }
        return attempt(state, s, (Demand.Scaling) demand);
    }

    private static Outcome held(State next, Situation s, Guard<Situation> guard) {
        return held(next, s.sample(), guard, s, Optional.empty());
    }

    private static <S> Outcome held(
            State next, Sample sample, Guard<S> guard, S subject, Optional<Decision.Asked> asked) {
        return hold(
                next,
                sample,
                new Watch.Told(Verdict.HOLD, guard.reason(), guard.about().apply(subject)),
                () -> new Evidence.Finding(
                        Verdict.HOLD,
                        guard.reason(),
                        guard.sentence().apply(subject),
                        asked,
                        Optional.of(guard.rule())));
    }

    private static Outcome attempt(State state, Situation s, Demand.Scaling demand) {
        Streak streak = s.watch().streak().next(demand.direction(), s.at(), s.interval(), s.staleAfter());
        Attempt attempt = new Attempt(s, demand, streak, state.learned());
        Optional<Guard<Attempt>> noSpace = Guard.firstOf(ScalingGuards.OF_SPACE, attempt);
        State next = state.with(s.watch().sampled(s.at(), noSpace.isPresent() ? Streak.NONE : streak));
        return noSpace.or(() -> Guard.firstOf(ScalingGuards.OF_TIME, attempt))
                .map(guard -> held(next, s.sample(), guard, attempt, Optional.of(attempt.asked())))
                .orElseGet(() -> scale(next, attempt));
    }

    private static Outcome scale(State state, Attempt attempt) {
        Intent intent = Scaling.intent(attempt);
        Sample sample = attempt.situation().sample();
        Verdict verdict = attempt.goes(Direction.OUT) ? Verdict.SCALE_OUT : Verdict.SCALE_IN;
        return new Outcome(
                state.with(state.watch().emitted(intent, attempt.plan())),
                new Watch.Told(verdict, intent.reason()),
                Optional.of(intent),
                () -> Evidence.decision(
                        state,
                        sample,
                        new Evidence.Finding(
                                verdict,
                                intent.reason(),
                                intent.sentence(),
                                Optional.of(attempt.asked()),
                                Optional.empty()),
                        Optional.of(intent)));
    }

    private static Outcome hold(State next, Sample sample, Watch.Told told, Supplier<Evidence.Finding> finding) {
        return new Outcome(
                next, told, Optional.empty(), () -> Evidence.decision(next, sample, finding.get(), Optional.empty()));
    }
}

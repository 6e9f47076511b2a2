package io.slotwise.streams.decision;

import io.slotwise.model.Reason;
import io.slotwise.model.Verdict;
import java.time.Instant;

/** One cluster's course through records and samples, each judged the moment it was taken unless said otherwise. */
final class Course {
    private final Decider decider = new Decider(Rules.DEFAULT);
    private State state = State.UNKNOWN;

    static Course of(Clusters cluster) {
        return new Course().learn(cluster);
    }

    Course learn(Clusters cluster) {
        state = state.learn(cluster.record());
        return this;
    }

    Outcome judge(Samples sample) {
        return judge(sample, sample.sample().at());
    }

    Outcome judge(Samples sample, Instant now) {
        Outcome outcome = decider.decide(state, sample.sample(), now);
        state = outcome.state();
        return outcome;
    }

    Course after(Samples... samples) {
        for (Samples sample : samples) {
            judge(sample);
        }
        return this;
    }

    State state() {
        return state;
    }

    /** {@code HOLD CONFIRMING} and the like. */
    static String said(Outcome outcome) {
        return outcome.verdict() + " " + outcome.reason();
    }

    static String hold(Reason reason) {
        return Verdict.HOLD + " " + reason;
    }
}

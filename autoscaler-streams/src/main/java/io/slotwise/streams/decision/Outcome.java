package io.slotwise.streams.decision;

import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.Verdict;
import java.util.Optional;
import java.util.function.Supplier;

/** What came of one sample: the state from then on, the verdict, and the intent if there is one. */
public final class Outcome {
    private final State state;
    private final Watch.Told told;
    private final Optional<Intent> intent;
    private final Novelty novelty;
    private final Supplier<Decision> decision;

    /** Whether a verdict says anything that was not said before. */
    public enum Novelty {
        /** Another verdict or reason than before, the same about something else, or a scaling. */
        NEWS,
        /** The same verdict for the same reason about the same as before. */
        REPEATED
    }

    Outcome(State state, Watch.Told told, Optional<Intent> intent, Supplier<Decision> decision) {
        this.novelty =
                intent.isPresent() || !state.watch().told().equals(Optional.of(told)) ? Novelty.NEWS : Novelty.REPEATED;
        this.state = state.with(state.watch().announced(told));
        this.told = told;
        this.intent = intent;
        this.decision = decision;
    }

    private Outcome(Outcome own, String shadow) {
        this.state = own.state;
        this.told = own.told;
        this.intent = Optional.empty();
        this.novelty = own.novelty;
        this.decision = () -> own.decision().asShadow(shadow);
    }

    /** The same as that of a shadow policy, which acts on nothing. */
    Outcome asShadow(String name) {
        return new Outcome(this, name);
    }

    public State state() {
        return state;
    }

    public Verdict verdict() {
        return told.verdict();
    }

    public Reason reason() {
        return told.reason();
    }

    public Novelty novelty() {
        return novelty;
    }

    public Optional<Intent> intent() {
        return intent;
    }

    /** The verdict with its evidence; put into words only when asked, since most samples say nothing new. */
    public Decision decision() {
        return decision.get();
    }
}

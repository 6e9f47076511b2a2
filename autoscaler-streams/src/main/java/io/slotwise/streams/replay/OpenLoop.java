package io.slotwise.streams.replay;

import io.slotwise.streams.decision.Decider;
import io.slotwise.streams.decision.Outcome;
import io.slotwise.streams.decision.Rules;
import io.slotwise.streams.decision.State;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The decision core over what one cluster's records were, as the topology has it: records in the order in which they were
 * heard, and a look for silence between them. What is given out is every outcome, whether it is news or not.
 */
public final class OpenLoop {
    private final Decider decider;
    private final Consumer<Outcome> verdicts;
    private State state = State.UNKNOWN;
    private Optional<Instant> lastHeard = Optional.empty();

    public OpenLoop(Rules rules, Consumer<Outcome> verdicts) {
        this.decider = new Decider(rules);
        this.verdicts = verdicts;
    }

    /** The next record; {@code heard.at()} must not go back. */
    public void hear(Heard heard) {
        lookForSilence(heard.at());
        lastHeard = Optional.of(heard.at());
        if (heard instanceof Heard.Word word) {
            state = state.learn(word.cluster());
        } else if (heard instanceof Heard.Tick tick) {
            take(decider.decide(state, tick.sample(), tick.at()));
        }
    }

    /** Every {@link State#UNKNOWN} cluster is silent for good; of others it is said once. */
    private void lookForSilence(Instant until) {
        Optional<Instant> from = lastHeard;
        for (Instant at = nextRound(from.orElse(until)); at.isBefore(until); at = nextRound(at)) {
            Optional<Outcome> silent = decider.silence(state, at);
            if (silent.isPresent()) {
                take(silent.get());
                return;
            }
        }
    }

    private static Instant nextRound(Instant at) {
        return at.plusSeconds(ROUND_SECONDS);
    }

    private static final long ROUND_SECONDS = 5;

    private void take(Outcome outcome) {
        state = outcome.state();
        verdicts.accept(outcome);
    }

    public State state() {
        return state;
    }
}

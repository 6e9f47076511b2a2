package io.slotwise.streams.replay;

import io.slotwise.streams.decision.Decider;
import io.slotwise.streams.decision.Outcome;
import io.slotwise.streams.decision.Rules;
import io.slotwise.streams.decision.Shadows;
import io.slotwise.streams.decision.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The decision core over what one cluster's records were, as the topology has it: records in the order in which they were
 * heard, and a look for silence between them. What is given out is every outcome, whether it is news or not, and those of
 * the shadow policies right after the cluster's own.
 */
public final class OpenLoop {
    /** As often as the topology looks. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Decider decider;
    private final Consumer<Outcome> verdicts;
    private final Consumer<Outcome> shadowVerdicts;
    private State state = State.UNKNOWN;
    private Shadows shadows = Shadows.NONE;
    private Optional<Instant> lastHeard = Optional.empty();

    public OpenLoop(Rules rules, Consumer<Outcome> verdicts, Consumer<Outcome> shadowVerdicts) {
        this.decider = new Decider(rules);
        this.verdicts = verdicts;
        this.shadowVerdicts = shadowVerdicts;
    }

    /** Of the cluster's own policy alone. */
    public OpenLoop(Rules rules, Consumer<Outcome> verdicts) {
        this(rules, verdicts, shadow -> {});
    }

    /** The next record; {@code heard.at()} must not go back. */
    public void hear(Heard heard) {
        lookForSilence(heard.at());
        lastHeard = Optional.of(heard.at());
        if (heard instanceof Heard.Word word) {
            state = state.learn(word.cluster());
        } else if (heard instanceof Heard.Tick tick) {
            take(decider.decide(state, tick.sample(), tick.at()));
            Shadows.Judged judged = shadows.judge(decider, state, tick.sample(), tick.at());
            shadows = judged.next();
            judged.outcomes().values().forEach(shadowVerdicts);
        }
    }

    private void lookForSilence(Instant until) {
        for (Instant at = lastHeard.orElse(until).plus(ROUND); at.isBefore(until); at = at.plus(ROUND)) {
            Optional<Outcome> silent = decider.silence(state, at);
            if (silent.isPresent()) {
                // It is said once, and the rest of the silence has nothing to add.
                take(silent.get());
                return;
            }
        }
    }

    private void take(Outcome outcome) {
        state = outcome.state();
        verdicts.accept(outcome);
    }

    public State state() {
        return state;
    }
}

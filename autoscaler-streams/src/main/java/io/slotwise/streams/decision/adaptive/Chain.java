package io.slotwise.streams.decision.adaptive;

import java.util.OptionalInt;

/**
 * Demand as a Markov chain over {@link Bins}.
 *
 * @param last the bin at the step before; absent after a gap
 * @param transitions what was seen
 */
record Chain(OptionalInt last, Transitions transitions) {
    static final Chain NEW = new Chain(OptionalInt.empty(), Transitions.NONE);

    Chain next(int bin) {
        Transitions more = last.isPresent() ? transitions.plus(last.getAsInt(), bin) : transitions;
        return new Chain(OptionalInt.of(bin), more);
    }

    /** A step of which nothing is known lies between what came and what comes. */
    Chain broken() {
        return last.isEmpty() ? this : new Chain(OptionalInt.empty(), transitions);
    }
}

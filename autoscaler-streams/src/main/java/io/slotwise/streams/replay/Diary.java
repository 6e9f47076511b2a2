package io.slotwise.streams.replay;

import io.slotwise.streams.decision.Outcome;

/** Where a run of the decision core puts down what was news. */
@FunctionalInterface
public interface Diary {
    /** Forgets everything, so that nothing is put into words. */
    Diary NONE = outcome -> {};

    void note(Outcome outcome);
}

package io.slotwise.streams.decision;

import io.slotwise.model.Reason;
import java.util.function.Supplier;

/** What the load of one sample asks for. */
sealed interface Demand {
    /** The load asks for nothing, or cannot be told. */
    record Nothing(Reason reason, Supplier<String> sentence) implements Demand {}

    /**
     * The load asks for another number of masters.
     *
     * @param direction more or fewer
     * @param reason the rule that fired
     * @param focus the hottest master when out; the least loaded one, to be emptied, when in
     * @param masters the number of masters it asks for
     * @param grounds why just so many, as whole sentences; empty for one more or fewer
     */
    record Scaling(Direction direction, Reason reason, MasterLoad focus, int masters, String grounds)
            implements Demand {
        /** Whether the cluster's own history says so too. */
        boolean isLearned() {
            return !grounds.isEmpty();
        }

        Scaling to(int other, String otherGrounds) {
            return new Scaling(direction, reason, focus, other, otherGrounds);
        }
    }
}

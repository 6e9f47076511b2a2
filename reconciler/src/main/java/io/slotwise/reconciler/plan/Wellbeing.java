package io.slotwise.reconciler.plan;

import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.util.Optional;

/**
 * Whether Redis is whole, whatever may be done about it.
 *
 * @param state whether it is
 * @param sentence what is wrong, or why it is not known; empty when it is whole
 */
public record Wellbeing(State state, String sentence) {
    /** Whether Redis is whole. */
    public enum State {
        WELL,
        UNWELL,
        UNKNOWN
    }

    public static Wellbeing of(Wanted wanted, Observed observed) {
        return observed.sample()
                .filter(sample -> Evidence.isFresh(sample, wanted, observed.now()))
                .map(sample -> of(damage(sample, observed)))
                .orElse(new Wellbeing(State.UNKNOWN, "there is no fresh sample"));
    }

    private static Wellbeing of(Optional<String> damage) {
        return damage.map(sentence -> new Wellbeing(State.UNWELL, sentence)).orElse(new Wellbeing(State.WELL, ""));
    }

    /** While something is being done, slots are open and nodes hear of changes at different times. */
    private static Optional<String> damage(Sample sample, Observed observed) {
        Topology topology = new Topology(sample, observed.pods());
        return observed.memory().operation().isEmpty()
                ? topology.damage()
                : topology.illness()
                        .filter(illness -> sample.health().state() != Sample.ClusterHealth.State.OK
                                || sample.health().slotsAssigned() != SlotSet.COUNT);
    }
}

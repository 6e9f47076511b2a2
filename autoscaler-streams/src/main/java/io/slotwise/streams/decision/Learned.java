package io.slotwise.streams.decision;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.slotwise.streams.decision.adaptive.Learning;
import io.slotwise.streams.decision.adaptive.Spells;

/**
 * What was learned of one cluster over days. It is larger than the {@link Watch} and changes seldom, and is written only
 * when it has changed.
 *
 * @param cpu how the demand for CPU goes
 * @param spells how long loads above the threshold lasted
 */
public record Learned(
        Learning cpu, @JsonSetter(nulls = Nulls.AS_EMPTY) Spells spells) {
    public static final Learned NOTHING = new Learned(Learning.NOTHING, Spells.NONE);

    Learned with(Learning next) {
        return new Learned(next, spells);
    }

    Learned and(Spells.Spell spell) {
        return new Learned(cpu, spells.and(spell));
    }
}

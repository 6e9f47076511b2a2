package io.slotwise.streams.decision;

import io.slotwise.streams.decision.adaptive.Learning;

/**
 * What was learned of one cluster over days. It is larger than the {@link Watch} and changes seldom, and is written only
 * when it has changed.
 *
 * @param cpu how the demand for CPU goes
 */
public record Learned(Learning cpu) {
    public static final Learned NOTHING = new Learned(Learning.NOTHING);
}

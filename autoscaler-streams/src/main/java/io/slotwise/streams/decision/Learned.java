package io.slotwise.streams.decision;

/**
 * What was learned of one cluster over days. It is larger than the {@link Watch} and changes seldom, and is written only
 * when it has changed.
 */
public record Learned() {
    public static final Learned NOTHING = new Learned();
}

package io.slotwise.model;

/** What the decision core says about one sample. */
public enum Verdict {
    SCALE_OUT,
    SCALE_IN,
    HOLD
}

package io.slotwise.reconciler.plan;

import java.time.Duration;

/**
 * How far a cluster's pods are looked after.
 *
 * @param template identity of the pod template that every pod should be made of; empty when that is not ours to say
 * @param ownership whose StatefulSet it is
 * @param durability whether a pod that is made anew finds its data again
 * @param patience how long a pod that was made anew may take to be ready
 * @param roles what becomes of the label by which pods tell their role
 */
public record Care(String template, Ownership ownership, Durability durability, Duration patience, Roles roles) {
    /** Whose StatefulSet the pods come from. */
    public enum Ownership {
        /** Ours. */
        OURS,
        /** Someone else's, and we scale it. */
        SCALED,
        /** Someone else's, and they scale it. */
        LEFT_ALONE
    }

    /** What becomes of a pod's data. */
    public enum Durability {
        /** They lie on a volume of their own. */
        KEPT,
        /** They go with the pod. */
        LOST
    }

    /** What becomes of pods' label {@code role}. */
    public enum Roles {
        KEPT,
        /** Something selects by it that is not ours. */
        LEFT_ALONE
    }

    boolean mayScale() {
        return ownership != Ownership.LEFT_ALONE;
    }

    boolean isAdopted() {
        return ownership != Ownership.OURS;
    }
}

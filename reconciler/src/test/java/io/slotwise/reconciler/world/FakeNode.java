package io.slotwise.reconciler.world;

import io.slotwise.model.topology.SlotSet;

/**
 * One Redis node.
 *
 * @param pod its pod
 * @param host its address
 * @param membership whether it is in the cluster
 * @param master the pod of its master, or its own when it is one
 * @param slots what it owns
 */
public record FakeNode(String pod, String host, Membership membership, String master, SlotSet slots) {
    /** Whether a node is in the cluster. */
    public enum Membership {
        ALONE,
        MEMBER
    }

    static FakeNode fresh(String pod, String host) {
        return new FakeNode(pod, host, Membership.ALONE, pod, SlotSet.EMPTY);
    }

    public boolean isMaster() {
        return master.equals(pod);
    }

    public boolean isActive() {
        return isMaster() && !slots.isEmpty();
    }

    public boolean isMember() {
        return membership == Membership.MEMBER;
    }

    FakeNode joined() {
        return new FakeNode(pod, host, Membership.MEMBER, master, slots);
    }

    FakeNode with(SlotSet other) {
        return new FakeNode(pod, host, membership, pod, other);
    }

    FakeNode following(String other) {
        return new FakeNode(pod, host, membership, other, other.equals(pod) ? slots : SlotSet.EMPTY);
    }
}

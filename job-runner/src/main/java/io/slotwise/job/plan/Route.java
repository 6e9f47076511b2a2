package io.slotwise.job.plan;

/** From which master to which. */
public record Route(NodeRef from, NodeRef to) {
    /** For sentences. */
    @Override
    public String toString() {
        return from.pod() + " to " + to.pod();
    }
}

package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;

/** From which master to which. */
record Route(NodeRef from, NodeRef to) {
    /** For sentences. */
    @Override
    public String toString() {
        return from.pod() + " to " + to.pod();
    }
}

package io.slotwise.job.plan;

import java.util.Optional;

/** The cluster that a job works on: what it says, and what can be asked of it. */
public interface Cluster extends Changes {
    ClusterView read();

    /** Keys per slot at each master of a view; empty when one of them does not answer. */
    Optional<SlotKeys> count(ClusterView view);
}

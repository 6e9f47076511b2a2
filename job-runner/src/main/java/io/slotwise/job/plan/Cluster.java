package io.slotwise.job.plan;

import java.io.IOException;

/** The cluster that a job works on: what it says, and what can be asked of it. */
public interface Cluster extends Changes {
    ClusterView read();

    /**
     * Keys per slot at each master of a view.
     *
     * @throws IOException when a master does not answer
     */
    SlotKeys count(ClusterView view) throws IOException;
}

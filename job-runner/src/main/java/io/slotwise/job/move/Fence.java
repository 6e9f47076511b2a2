package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import java.io.IOException;

/** The right to change a cluster, which may be lost at any time. */
public interface Fence {
    /** How connections are opened that are cut off with this right. */
    Access access();

    /**
     * Asked before each change of ownership.
     *
     * @throws IOException when the right is lost there
     */
    void confirm(NodeRef node) throws IOException;
}

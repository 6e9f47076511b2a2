package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import java.io.IOException;
import java.util.Collection;

/** The right to change a cluster, which may be lost at any time. */
public interface Fence {
    /** How connections are opened that are cut off with this right. */
    Access access();

    /**
     * The same right for one step, after everything has been cut off that earlier steps or runs may still have on its way to
     * these nodes: from here on, nothing arrives there late.
     */
    Fence forStep(Collection<NodeRef> ends) throws IOException;

    /**
     * Asked before each change of ownership.
     *
     * @throws IOException when the right is lost there
     */
    void confirm(NodeRef node) throws IOException;
}

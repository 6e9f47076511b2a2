package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.RedisRefusal;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Takes marks away from slots that a node has come to own without a hand-over of ours. */
public final class Marks {
    private static final int TRIES = 20;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private Marks() {}

    /** As soon as the cluster is up: slots without an owner have kept it down. */
    public static void remove(SlotSet slots, NodeRef owner, Connections connections) throws IOException {
        List<Command> commands = slots.stream().mapToObj(CopyMark::remove).toList();
        for (int i = 1; ; i++) {
            try {
                connections.all(owner.host(), owner.port(), commands);
                return;
            } catch (RedisRefusal e) {
                if (!e.says("CLUSTERDOWN") || i == TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }
}

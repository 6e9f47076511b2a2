package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Masters that neither give nor take slots. They hear of new owners over the bus as well; telling them only saves clients a
 * detour, so nobody waits: answers are read before the next order, and at the end. One that does not answer is told no more:
 * the loop sees at its next look whether it is well.
 */
final class Bystanders implements AutoCloseable {
    private final Access access;
    private final Map<NodeRef, Lanes> open = new HashMap<>();
    private final Set<NodeRef> deaf = new HashSet<>();

    Bystanders(Access access) {
        this.access = access;
    }

    void tell(List<NodeRef> masters, List<Command> commands) {
        for (NodeRef master : masters) {
            heard(master, lane -> {
                lane.receive();
                lane.send(commands);
            });
        }
    }

    private interface Talk {
        void with(RespConnection lane) throws IOException;
    }

    private void heard(NodeRef master, Talk talk) {
        if (deaf.contains(master)) {
            return;
        }
        try {
            talk.with(open.computeIfAbsent(master, it -> new Lanes(it, access)).lane(0));
        } catch (IOException e) {
            deaf.add(master);
        }
    }

    /** What was sent on a connection that ends with unread answers may never be read. */
    @Override
    public void close() {
        open.keySet().forEach(master -> heard(master, RespConnection::receive));
        open.values().forEach(Lanes::close);
    }
}

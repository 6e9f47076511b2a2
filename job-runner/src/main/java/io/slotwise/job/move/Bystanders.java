package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Masters that neither give nor take slots. They hear of new owners over the bus as well; telling them only saves clients a
 * detour, so nobody waits: answers are read before the next order, and at the end. One that does not answer is told no more:
 * the loop sees at its next look whether it is well.
 */
final class Bystanders implements AutoCloseable {
    private final Connections connections;
    private final Set<NodeRef> told = new HashSet<>();
    private final Set<NodeRef> deaf = new HashSet<>();

    Bystanders(Access access) {
        this.connections = new Connections(access);
    }

    void tell(List<NodeRef> masters, List<Command> commands) {
        for (NodeRef master : masters) {
            talk(master, connection -> {
                List<Reply> earlier = connection.receive();
                connection.send(commands);
                return earlier;
            });
            told.add(master);
        }
    }

    private void talk(NodeRef master, Connections.Talk<List<Reply>> talk) {
        if (deaf.contains(master)) {
            return;
        }
        try {
            connections.talk(master.host(), master.port(), talk);
        } catch (IOException e) {
            deaf.add(master);
        }
    }

    /** What was sent on a connection that ends with unread answers may never be read. */
    @Override
    public void close() {
        told.forEach(master -> talk(master, RespConnection::receive));
        connections.close();
    }
}

package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.RedisRefusal;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Tells nodes what becomes of slots. Where a node answers each command only when its replicas have carried it out, and
 * reads no further on that connection until then, slots are spread over several.
 */
final class SlotOrders implements AutoCloseable {
    private static final int MANY = 16;

    private final Access access;
    private final int width;
    private final Map<NodeRef, Lanes> nodes = new HashMap<>();

    private SlotOrders(Access access, int width) {
        this.access = access;
        this.width = width;
    }

    static SlotOrders to(ServerInfo server, Access access) {
        return new SlotOrders(access, server.waitsForReplicas() ? MANY : 1);
    }

    /** Sends the same about each of the slots; all commands must succeed. */
    void each(NodeRef node, List<Integer> slots, IntFunction<List<Command>> commands) throws IOException {
        send(node, slots.stream().map(commands::apply).toList());
    }

    /** Sends each slot's commands, in order, of which all must succeed. */
    void send(NodeRef node, List<List<Command>> slots) throws IOException {
        try {
            sendAll(nodes.computeIfAbsent(node, it -> new Lanes(it, access)), slots);
        } catch (IOException e) {
            drop(node); // answers may still be on their way
            throw e;
        }
    }

    private void sendAll(Lanes lanes, List<List<Command>> slots) throws IOException {
        int used = Math.min(width, slots.size());
        for (int lane = 0; lane < used; lane++) {
            List<Command> commands = new ArrayList<>();
            for (int i = lane; i < slots.size(); i += width) {
                commands.addAll(slots.get(i));
            }
            lanes.lane(lane).send(commands);
        }
        for (int lane = 0; lane < used; lane++) {
            for (Reply reply : lanes.lane(lane).receive()) {
                if (reply instanceof Reply.Failure failure) {
                    throw new RedisRefusal(failure.message());
                }
            }
        }
    }

    private void drop(NodeRef node) {
        Lanes broken = nodes.remove(node);
        if (broken != null) {
            broken.close();
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(Lanes::close);
        nodes.clear();
    }
}

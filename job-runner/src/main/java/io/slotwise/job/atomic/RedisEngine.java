package io.slotwise.job.atomic;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.util.List;

/** CLUSTER MIGRATION, which the destination carries out. */
final class RedisEngine extends NativeEngine {
    /** The source drops moved keys in the background. */
    private static final NativeBatch MOST = new NativeBatch(1024, 32_000);

    private final Route route;

    RedisEngine(Connections connections, Route route) {
        super(connections);
        this.route = route;
    }

    @Override
    String command() {
        return "CLUSTER MIGRATION IMPORT";
    }

    @Override
    public NativeBatch most() {
        return MOST;
    }

    @Override
    public List<NodeRef> busy() {
        return List.of(route.from(), route.to());
    }

    @Override
    Command harmless() {
        return status("none");
    }

    private static Command status(String id) {
        return Command.of("CLUSTER", "MIGRATION", "STATUS", "ID", id);
    }

    @Override
    String begin(List<Integer> slots) throws IOException {
        SlotSet set = SlotSet.of(slots.stream().mapToInt(Integer::intValue));
        return begin(route.to(), Command.of("CLUSTER", "MIGRATION", "IMPORT").with(SlotRanges.words(set)))
                .text();
    }

    @Override
    NativeTask task(String id) throws IOException {
        NativeTask atDestination = at(route.to(), id);
        if (atDestination.state() == NativeTask.State.UNDER_WAY) {
            return atDestination;
        }
        NativeTask atSource = at(route.from(), id);
        return atSource.state() == NativeTask.State.UNDER_WAY ? atSource : atDestination;
    }

    private NativeTask at(NodeRef node, String id) throws IOException {
        List<Reply> found = ask(node, status(id)).parts();
        return found.isEmpty() ? NativeTask.forgotten() : NativeTask.parse(found.get(0));
    }

    @Override
    void cancel(String id) throws IOException {
        ask(route.to(), Command.of("CLUSTER", "MIGRATION", "CANCEL", "ID", id));
    }
}

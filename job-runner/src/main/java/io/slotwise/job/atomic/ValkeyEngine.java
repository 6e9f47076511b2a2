package io.slotwise.job.atomic;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** CLUSTER MIGRATESLOTS, which the source carries out. */
final class ValkeyEngine extends NativeEngine {
    static final Command LIST = Command.of("CLUSTER", "GETSLOTMIGRATIONS");

    /** One of 167,000 keys made clients wait for 187 ms. */
    private static final NativeBatch MOST = new NativeBatch(256, 8_000);

    private final Route route;

    ValkeyEngine(Connections connections, Route route) {
        super(connections);
        this.route = route;
    }

    @Override
    String command() {
        return "CLUSTER MIGRATESLOTS";
    }

    @Override
    public NativeBatch most() {
        return MOST;
    }

    @Override
    public List<NodeRef> busy() {
        return List.of(route.from());
    }

    @Override
    Command harmless() {
        return LIST;
    }

    @Override
    String begin(List<Integer> slots) throws IOException {
        SlotSet set = SlotSet.of(slots.stream().mapToInt(Integer::intValue));
        begin(
                route.from(),
                Command.of("CLUSTER", "MIGRATESLOTS", "SLOTSRANGE")
                        .with(SlotRanges.words(set))
                        .with("NODE", route.to().id()));
        String id = newest(
                        route.from(),
                        task -> task.field("operation").equals("EXPORT")
                                && task.field("target_node").equals(route.to().id())
                                && SlotRanges.parse(task.field("slot_ranges")).equals(set))
                .field("name");
        if (id.isEmpty()) {
            throw new IOException(route.from().pod() + " tells nothing of the migration that it has begun");
        }
        return id;
    }

    @Override
    NativeTask task(String id) throws IOException {
        NativeTask atSource = newest(route.from(), task -> task.field("name").equals(id));
        if (atSource.state() != NativeTask.State.FAILED) {
            return atSource;
        }
        NativeTask atDestination = newest(route.to(), task -> task.field("name").equals(id));
        return atDestination.state() == NativeTask.State.FAILED ? atSource : atDestination;
    }

    @Override
    void cancel(String id) throws IOException {
        ask(route.from(), Command.of("CLUSTER", "CANCELSLOTMIGRATIONS"));
    }

    @Override
    void giveUp(String id) {
        try {
            cancel(id);
        } catch (IOException e) {
            return; // the source is away, and with it the migration that it carries out
        }
    }

    /** The destination notices by itself. */
    @Override
    Optional<String> peril() {
        return Optional.empty();
    }

    /** The list begins with the newest. */
    private NativeTask newest(NodeRef node, Predicate<NativeTask> wanted) throws IOException {
        for (Reply entry : ask(node, LIST).parts()) {
            NativeTask task = NativeTask.parse(entry);
            if (wanted.test(task)) {
                return task;
            }
        }
        return NativeTask.forgotten();
    }
}

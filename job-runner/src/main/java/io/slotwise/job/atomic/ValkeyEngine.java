package io.slotwise.job.atomic;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CLUSTER MIGRATESLOTS, which the source carries out. */
final class ValkeyEngine extends NativeEngine {
    static final Command LIST = Command.of("CLUSTER", "GETSLOTMIGRATIONS");

    /** One of 167,000 keys made clients wait for 187 ms. */
    private static final NativeBatch MOST = new NativeBatch(256, 8_000);

    /** In INFO keyspace, of those that hold keys. */
    private static final Pattern DATABASE = Pattern.compile("(?m)^db(\\d+):");

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

    /** Those of which the destination holds keys already, in any database: it holds that for impossible, and ends itself. */
    @Override
    public Set<Integer> barred(List<Integer> slots) throws IOException {
        Set<Integer> held = new TreeSet<>();
        String keyspace = ask(route.to(), Command.of("INFO", "keyspace")).text();
        Matcher database = DATABASE.matcher(keyspace);
        while (database.find()) {
            held.addAll(held(slots, Integer.parseInt(database.group(1))));
        }
        return held;
    }

    private List<Integer> held(List<Integer> slots, int database) throws IOException {
        List<Command> questions = new ArrayList<>();
        slots.forEach(slot -> questions.add(Command.of("CLUSTER", "COUNTKEYSINSLOT", slot)));
        if (database > 0) {
            questions.add(0, Command.of("SELECT", database));
            questions.add(Command.of("SELECT", 0));
        }
        List<Reply> counts = ask(route.to(), questions);
        List<Integer> held = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (counts.get(database > 0 ? i + 1 : i).number() > 0) {
                held.add(slots.get(i));
            }
        }
        return held;
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

    /** The destination looks whose the slots are before it takes them. */
    @Override
    public boolean noticesFailovers() {
        return true;
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

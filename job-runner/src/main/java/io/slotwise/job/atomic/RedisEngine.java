package io.slotwise.job.atomic;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CLUSTER MIGRATION, which the destination carries out. It takes the slots as soon as the source says so, with a higher epoch
 * than anybody has, and does not look whose they are by then. A source that stood still while its replica took over says so
 * when it wakes, before it hears of that, and all that clients have written since is lost. So a migration ends as soon as one
 * of its ends does not answer, or misses the majority of masters.
 */
final class RedisEngine extends NativeEngine {
    /** The source drops moved keys in the background. */
    private static final NativeBatch MOST = new NativeBatch(1024, 32_000);

    /** Not once the source has said that it is done: it would go on with its writes while the destination takes over. */
    private static final String CANCEL_UNLESS_DONE = """
            local task = redis.call('CLUSTER', 'MIGRATION', 'STATUS', 'ID', ARGV[1])[1]
            for i = 1, task and #task or 0 do
              if task[i] == 'state' and (task[i + 1]:find('^handoff') or task[i + 1] == 'stream-eof') then return 0 end
            end
            return redis.call('CLUSTER', 'MIGRATION', 'CANCEL', 'ID', ARGV[1])
            """;

    private final Connections connections;
    private final Route route;
    private final Duration silence;

    RedisEngine(Connections connections, Route route, Duration silence) {
        super(connections);
        this.connections = connections;
        this.route = route;
        this.silence = silence;
    }

    @Override
    String command() {
        return "CLUSTER MIGRATION IMPORT";
    }

    @Override
    public NativeBatch most() {
        return MOST;
    }

    /** It deletes what the destination holds of the slots before it begins. */
    @Override
    public Set<Integer> barred(List<Integer> slots) {
        return Set.of();
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

    /** The destination is most likely the one that cannot be reached. */
    @Override
    void giveUp(String id) {
        tryTo(() -> ask(route.from(), Command.of("EVAL", CANCEL_UNLESS_DONE, 0, id)));
        super.giveUp(id);
    }

    @Override
    public boolean noticesFailovers() {
        return false;
    }

    @Override
    Optional<String> peril() {
        return busy().stream().flatMap(end -> peril(end).stream()).findFirst();
    }

    /** A master in a minority says so before the majority has another in its place. */
    private Optional<String> peril(NodeRef end) {
        try {
            Reply info = connections.talk(
                    end.host(), end.port(), silence, connection -> connection.ask(Command.of("CLUSTER", "INFO")));
            return Lines.parse(info.text()).text("cluster_state").equals("ok")
                    ? Optional.empty()
                    : Optional.of(end.pod() + " holds the cluster for failed");
        } catch (IOException e) {
            return Optional.of(end.pod() + " does not answer: " + Problems.words(e));
        }
    }
}

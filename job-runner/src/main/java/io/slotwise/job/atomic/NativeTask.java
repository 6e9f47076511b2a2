package io.slotwise.job.atomic;

import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A migration that a server carries out, as it tells of it.
 *
 * @param fields what it says, by name
 */
public record NativeTask(Map<String, String> fields) {
    private static final Set<String> DONE = Set.of("success", "completed");
    private static final Set<String> ENDED = Set.of("failed", "cancelled", "canceled");

    /** How far it is. */
    public enum State {
        UNDER_WAY,
        DONE,
        FAILED
    }

    public NativeTask {
        fields = Map.copyOf(fields);
    }

    /** From names and values in turn. */
    public static NativeTask parse(Reply reply) throws IOException {
        List<Reply> parts = reply.parts();
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            Reply value = parts.get(i + 1);
            if (value instanceof Reply.Text text) {
                fields.put(parts.get(i).text(), text.word().toString());
            } else if (value instanceof Reply.Count count) {
                fields.put(parts.get(i).text(), Long.toString(count.value()));
            }
        }
        return new NativeTask(fields);
    }

    /** A migration of which a server says nothing more. */
    static NativeTask forgotten() {
        return new NativeTask(Map.of("state", "failed", "message", "the server knows nothing of it"));
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public State state() {
        if (DONE.contains(field("state"))) {
            return State.DONE;
        }
        return ENDED.contains(field("state")) && !isTriedAgain() ? State.FAILED : State.UNDER_WAY;
    }

    /** Redis goes on trying to import, every second or so, until it is told to stop; it calls that failed all the same. */
    private boolean isTriedAgain() {
        return isImport() && field("end_time").equals("-1");
    }

    /** Whether it has failed and is tried again all the same. */
    public boolean isFailing() {
        return ENDED.contains(field("state")) && isTriedAgain();
    }

    /** Whether the answering node takes slots in by itself, as Redis does. */
    public boolean isImport() {
        return field("operation").equals("import");
    }

    /** Whether the node that slots are imported from is away or does not own them any more, by a table. */
    public boolean hasLostItsSource(NodeTable table) {
        SlotSet slots = SlotRanges.parse(field("slots"));
        return table.byId(field("source"))
                .filter(source ->
                        !source.isFailing() && slots.minus(source.slots()).isEmpty())
                .isEmpty();
    }

    /** Whether the slots are changing hands, for which writes stand still at the source. */
    boolean isHandingOver() {
        String state = field("state");
        return state.startsWith("failover") || state.startsWith("handoff") || state.equals("takeover");
    }

    /** What the server calls it. */
    public String id() {
        return field("id");
    }

    /** Why it failed, in the server's words. */
    String problem() {
        String words = field("message") + field("last_error");
        return words.isEmpty() ? field("state") : words;
    }

    /** Whether something went wrong already, though it goes on. */
    boolean isInTrouble() {
        return !field("last_error").isEmpty() || !Set.of("", "0").contains(field("retries"));
    }
}

package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists the keys of slots at their source, with their sizes, in as few round trips as can be. */
final class SourceKeys {
    /** One answer names no more keys than this, so that a slot with millions does not stall its node. */
    static final int MOST = 20_000;

    /** Slots of no more keys than these are asked about together, for the node's sake and for our memory's. */
    private static final long TOGETHER = 5_000;

    private static final Word MEMORY = Word.of("MEMORY");
    private static final Word USAGE = Word.of("USAGE");

    private final Connections connections;
    private final NodeRef source;

    SourceKeys(Connections connections, NodeRef source) {
        this.connections = connections;
        this.source = source;
    }

    /** Keys by slot, of some of those slots that have any; none only when none has. */
    Map<Integer, List<Batch.Key>> list(List<Integer> slots) throws IOException {
        for (int i = 0; i <= slots.size(); i++) {
            List<Map<Integer, Long>> groups = groups(slots);
            Map<Integer, List<Batch.Key>> keys = groups.isEmpty() ? Map.of() : list(groups.get(0));
            if (groups.isEmpty() || !keys.isEmpty()) {
                return keys; // else these have gone meanwhile, and others may be there
            }
        }
        throw new IOException(source.pod() + " counts keys in some of slots " + slots + " and names none");
    }

    /** The slots that have keys, each with how many of them are to be named, in groups that are listed together. */
    List<Map<Integer, Long>> groups(List<Integer> slots) throws IOException {
        List<Command> numbers = new ArrayList<>();
        slots.forEach(slot -> numbers.add(Command.of("CLUSTER", "COUNTKEYSINSLOT", slot)));
        numbers.add(Command.of("ROLE"));
        List<Reply> counts = ask(numbers);
        mustBeMaster(counts.get(slots.size()));
        List<Map<Integer, Long>> groups = new ArrayList<>();
        long left = 0;
        for (int i = 0; i < slots.size(); i++) {
            long count = Math.min(counts.get(i).number(), MOST);
            if (count == 0) {
                continue;
            }
            if (count > left) {
                groups.add(new TreeMap<>());
                left = TOGETHER;
            }
            groups.get(groups.size() - 1).put(slots.get(i), count);
            left -= count;
        }
        return groups;
    }

    /** Keys by slot of one group. */
    Map<Integer, List<Batch.Key>> list(Map<Integer, Long> group) throws IOException {
        List<Command> questions = new ArrayList<>();
        group.forEach((slot, count) -> questions.add(Command.of("CLUSTER", "GETKEYSINSLOT", slot, count)));
        Map<Integer, List<Batch.Key>> keys = new TreeMap<>();
        Iterator<Reply> answers = ask(questions).iterator();
        for (int slot : group.keySet()) {
            List<Batch.Key> sized = sized(answers.next().parts());
            if (!sized.isEmpty()) {
                keys.put(slot, sized);
            }
        }
        return keys;
    }

    private List<Batch.Key> sized(List<Reply> names) throws IOException {
        if (names.isEmpty()) {
            return List.of();
        }
        List<Command> questions = new ArrayList<>();
        for (Reply name : names) {
            questions.add(memoryUsage(name.bytes()));
        }
        List<Reply> sizes = connections.talk(source.host(), source.port(), connection -> connection.askAll(questions));
        List<Batch.Key> keys = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            keys.add(new Batch.Key(names.get(i).bytes(), size(sizes.get(i))));
        }
        return keys;
    }

    static Command memoryUsage(Word name) {
        return new Command(List.of(MEMORY, USAGE, name));
    }

    /** A key that was deleted or has expired since it was listed is redirected while its slot is open: it takes no room. */
    static long size(Reply reply) throws IOException {
        return reply instanceof Reply.Failure failure && failure.message().startsWith("ASK ") ? 0 : reply.number();
    }

    /** What a replica does not hold its master may hold, to which it does not redirect these commands. */
    private void mustBeMaster(Reply role) throws IOException {
        if (!role.parts().get(0).text().equals("master")) {
            throw new IOException(source.pod() + " is no longer a master");
        }
    }

    private List<Reply> ask(List<Command> commands) throws IOException {
        return connections.all(source.host(), source.port(), commands);
    }
}

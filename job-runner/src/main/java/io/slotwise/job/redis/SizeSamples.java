package io.slotwise.job.redis;

import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.SlotLoad;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sizes of slots, estimated from a few keys of each: a sampled slot by the mean of its own samples, any other by the mean of
 * all. No more than {@value #MOST_SLOTS} slots of a master are sampled, spread evenly, so that it costs the master some
 * milliseconds.
 */
final class SizeSamples {
    private static final int MOST_SLOTS = 2000;
    private static final int KEYS_PER_SLOT = 3;

    private final Connections connections;
    private final LiveNode node;

    SizeSamples(Connections connections, LiveNode node) {
        this.connections = connections;
        this.node = node;
    }

    /** The loads with sizes. */
    Map<Integer, SlotLoad> added(Map<Integer, SlotLoad> loads) throws IOException {
        Map<Integer, Double> means = means(chosen(loads));
        double overall = means.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        Map<Integer, SlotLoad> sized = new HashMap<>();
        loads.forEach((slot, load) -> sized.put(
                slot,
                new SlotLoad(
                        load.keys(),
                        Math.round((double) load.keys() * means.getOrDefault(slot, overall)),
                        load.cpuMicros())));
        return sized;
    }

    private static List<Integer> chosen(Map<Integer, SlotLoad> loads) {
        List<Integer> filled = loads.entrySet().stream()
                .filter(entry -> entry.getValue().keys() > 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        int every = 1 + (filled.size() - 1) / MOST_SLOTS;
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < filled.size(); i += every) {
            chosen.add(filled.get(i));
        }
        return chosen;
    }

    private Map<Integer, Double> means(List<Integer> slots) throws IOException {
        List<Reply> names = ask(slots.stream()
                .map(slot -> Command.of("CLUSTER", "GETKEYSINSLOT", slot, KEYS_PER_SLOT))
                .toList());
        List<Command> questions = new ArrayList<>();
        List<Integer> about = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            for (Reply name : names.get(i).parts()) {
                questions.add(Command.of("MEMORY", "USAGE", name.bytes()));
                about.add(slots.get(i));
            }
        }
        Map<Integer, List<Long>> sizes = new HashMap<>();
        List<Reply> answers = questions.isEmpty() ? List.of() : ask(questions);
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof Reply.Count count) { // else the key has gone meanwhile
                sizes.computeIfAbsent(about.get(i), slot -> new ArrayList<>()).add(count.value());
            }
        }
        Map<Integer, Double> means = new HashMap<>();
        sizes.forEach((slot, bytes) -> means.put(
                slot, bytes.stream().mapToLong(Long::longValue).average().orElse(0)));
        return means;
    }

    private List<Reply> ask(List<Command> commands) throws IOException {
        return connections.talk(node.ref().host(), node.ref().port(), connection -> connection.askAll(commands));
    }
}

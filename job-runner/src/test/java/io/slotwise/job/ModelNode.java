package io.slotwise.job;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node of {@link ModelCluster}. */
final class ModelNode {
    /** The mark of what counts, copies or not. */
    static final String LET_GO = "let go";

    final String pod;
    final BitSet slots = new BitSet();
    final Map<Integer, String> migrating = new HashMap<>();
    final Map<Integer, String> importing = new HashMap<>();
    final Map<Integer, Integer> keys = new HashMap<>();
    /** Slots with a mark: of whom copies are that count for nothing, or {@link #LET_GO}. */
    final Map<Integer, String> copies = new HashMap<>();

    /** Slots with copies that are the keys now, whatever their mark says. */
    final Set<Integer> arrived = new HashSet<>();

    final Set<String> known = new HashSet<>();
    String id;
    int epoch;
    Optional<String> master = Optional.empty();

    ModelNode(String pod, String id) {
        this.pod = pod;
        this.id = id;
    }

    boolean isMaster() {
        return master.isEmpty();
    }

    NodeEntry entry(boolean myself) {
        Set<String> flags = new HashSet<>();
        flags.add(isMaster() ? "master" : "slave");
        if (myself) {
            flags.add("myself");
        }
        return new NodeEntry(
                id,
                pod,
                6379,
                16379,
                flags,
                master,
                configEpoch(),
                "connected",
                isMaster() ? SlotSet.of(slots.stream()) : SlotSet.EMPTY,
                myself ? migrating : Map.of(),
                myself ? importing : Map.of());
    }

    /** Another for each node, as Redis makes them sooner or later. */
    private long configEpoch() {
        return 1 + Long.parseLong(pod.substring("pod-".length()));
    }

    void closeSlots() {
        migrating.clear();
        importing.clear();
    }

    String mark() {
        return id + " " + epoch;
    }

    /** What COUNTKEYSINSLOT says: keys, and copies with their mark. */
    Map<Integer, Integer> counted() {
        Map<Integer, Integer> counted = new HashMap<>(keys);
        copies.keySet().forEach(slot -> counted.merge(slot, 2, Integer::sum));
        return counted;
    }

    /** Slots that it neither owns nor imports. */
    SlotSet strayCopies() {
        return SlotSet.of(copies.keySet().stream()
                .mapToInt(Integer::intValue)
                .filter(slot -> !slots.get(slot) && !importing.containsKey(slot)));
    }

    long keyCount() {
        return keys.values().stream().mapToLong(Integer::longValue).sum();
    }
}

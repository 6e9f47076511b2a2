package io.slotwise.collector.reading;

import io.slotwise.collector.reading.NodeAnswer.Full;
import io.slotwise.model.Sample.ClusterHealth;
import io.slotwise.model.Sample.ClusterHealth.State;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the answering nodes make of their cluster together. */
final class Health {
    private Health() {}

    /**
     * The cluster's health. Nodes that have joined no one yet (a fresh pod) speak only when no other does: what they
     * know of the cluster is nothing.
     */
    static ClusterHealth of(List<Full> answers) {
        List<Full> joined = answers.stream().filter(Health::hasJoined).toList();
        return ofWitnesses(joined.isEmpty() ? answers : joined);
    }

    private static boolean hasJoined(Full answer) {
        return knownNodes(answer.table()) > 1
                || !answer.table().myself().slots().isEmpty();
    }

    /** How many nodes the table holds, those that still shake hands not counted. */
    static int knownNodes(NodeTable table) {
        return (int) table.entries().stream()
                .filter(entry -> !entry.flags().contains("handshake"))
                .count();
    }

    private static ClusterHealth ofWitnesses(List<Full> witnesses) {
        return new ClusterHealth(
                state(witnesses),
                witnesses.stream().mapToInt(Health::slotsAssigned).min().orElse(0),
                openSlots(witnesses),
                witnesses.stream()
                                .map(answer -> owners(answer.table()))
                                .distinct()
                                .count()
                        <= 1);
    }

    private static State state(List<Full> witnesses) {
        if (witnesses.isEmpty()) {
            return State.UNKNOWN;
        }
        return witnesses.stream()
                        .allMatch(answer -> answer.cluster()
                                .text("cluster_state")
                                .filter("ok"::equals)
                                .isPresent())
                ? State.OK
                : State.FAIL;
    }

    private static int slotsAssigned(Full answer) {
        return (int) Math.min(
                SlotSet.COUNT, answer.cluster().count("cluster_slots_assigned").orElse(0));
    }

    private static SlotSet openSlots(List<Full> witnesses) {
        return SlotSet.of(witnesses.stream()
                .map(answer -> answer.table().myself())
                .flatMapToInt(me -> IntStream.concat(slots(me.migrating()), slots(me.importing()))));
    }

    private static IntStream slots(Map<Integer, String> open) {
        return open.keySet().stream().mapToInt(Integer::intValue);
    }

    private static Map<String, SlotSet> owners(NodeTable table) {
        return table.entries().stream()
                .filter(entry -> !entry.slots().isEmpty())
                .collect(Collectors.toMap(NodeEntry::id, NodeEntry::slots, SlotSet::plus));
    }
}

package io.slotwise.collector.reading;

import io.slotwise.collector.reading.NodeAnswer.Full;
import io.slotwise.model.ClusterRecord.Endpoint;
import io.slotwise.model.Sample.ClusterHealth;
import io.slotwise.model.Sample.ClusterHealth.State;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the answering nodes make of their cluster together. */
final class Health {
    private Health() {}

    /**
     * The cluster's health. Nodes that have joined no one yet (a fresh pod) speak only when no other does: what they
     * know of the cluster is nothing. Nor does one that has joined since the tick before and still learns who owns
     * what, as long as it holds no slot itself and misses no owner.
     *
     * @param answers of the nodes that answered
     * @param members who had joined a tick ago
     */
    static ClusterHealth of(List<Full> answers, Set<Endpoint> members) {
        List<Full> joined = answers.stream().filter(Health::hasJoined).toList();
        List<Full> knowing = joined.stream()
                .filter(answer -> members.contains(answer.endpoint()) || !stillLearns(answer.table()))
                .toList();
        return ofWitnesses(Stream.of(knowing, joined, answers)
                .filter(witnesses -> !witnesses.isEmpty())
                .findFirst()
                .orElse(List.of()));
    }

    /** Whether the node has met another, or holds slots. */
    static boolean hasJoined(Full answer) {
        return knownNodes(answer.table()) > 1
                || !answer.table().myself().slots().isEmpty();
    }

    private static boolean stillLearns(NodeTable table) {
        return servesNothingAndMissesNobody(table) && table.covered().size() < SlotSet.COUNT;
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
        List<Full> judges =
                witnesses.stream().filter(answer -> !isStillWaiting(answer)).toList();
        return !judges.isEmpty() && judges.stream().allMatch(Health::saysOk) ? State.OK : State.FAIL;
    }

    private static boolean saysOk(Full answer) {
        return answer.cluster().text("cluster_state").filter("ok"::equals).isPresent();
    }

    /**
     * Whether its {@code fail} is about itself alone. Redis has a master keep to {@code fail} for up to five seconds
     * after it met the others, so that it takes no write before they could correct it; of a master without slots, in
     * whose table every slot has an owner in reach, that says nothing about the cluster.
     */
    private static boolean isStillWaiting(Full answer) {
        return !saysOk(answer)
                && servesNothingAndMissesNobody(answer.table())
                && answer.table().covered().size() == SlotSet.COUNT;
    }

    private static boolean servesNothingAndMissesNobody(NodeTable table) {
        return table.myself().slots().isEmpty()
                && table.entries().stream()
                        .noneMatch(entry -> entry.isFailing() && !entry.slots().isEmpty());
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

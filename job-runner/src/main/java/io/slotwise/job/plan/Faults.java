package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is broken in a cluster, in sentences. */
final class Faults {
    private final ClusterView view;
    private final List<String> found = new ArrayList<>();

    private Faults(ClusterView view) {
        this.view = view;
    }

    static List<String> in(ClusterView view, Settings settings) {
        Faults faults = new Faults(view);
        view.silent().forEach(node -> faults.add(node.pod() + " does not answer: " + node.problem()));
        faults.slots();
        faults.tables();
        faults.roles();
        faults.epochs();
        ServerMigration.dangerous(view)
                .map(node -> node.pod() + " imports slots by itself from a node that may be away, and would take them"
                        + " from it when it is back, though another may own them by then; heal cancels that")
                .ifPresent(faults::add);
        Stranded.sentences(view).forEach(faults::add);
        settings.differences().forEach(faults::add);
        return faults.found;
    }

    private void add(String sentence) {
        found.add(sentence);
    }

    private void slots() {
        SlotSet holes = SlotSet.ALL.minus(view.covered());
        if (!holes.isEmpty()) {
            add(holes.size() + " slots have no owner that answers: " + holes);
        }
        SlotSet once = SlotSet.EMPTY;
        SlotSet twice = SlotSet.EMPTY;
        for (LiveNode node : view.actives()) {
            twice = twice.plus(once.intersection(node.slots()));
            once = once.plus(node.slots());
        }
        if (!twice.isEmpty()) {
            SlotSet contested = twice;
            add(twice.size() + " slots are claimed by more than one master: " + twice + " by "
                    + view.actives().stream()
                            .filter(node ->
                                    !node.slots().intersection(contested).isEmpty())
                            .map(LiveNode::pod)
                            .collect(Collectors.joining(", "))
                    + "; one of them gives way within seconds, when they hear of each other");
        }
        // A replica on Valkey tells its master's open slots; copied while one was open, it never hears that it was
        // closed.
        view.masters().forEach(node -> openSlots(node).ifPresent(this::add));
    }

    private static Optional<String> openSlots(LiveNode node) {
        return node.self().hasOpenSlots()
                ? Optional.of(node.pod() + " has open slots: migrating "
                        + slots(node.self().migrating().keySet()) + ", importing "
                        + slots(node.self().importing().keySet()) + "; if no job is moving them, run heal")
                : Optional.empty();
    }

    private static String slots(Set<Integer> slots) {
        return slots.isEmpty()
                ? "none"
                : SlotSet.of(slots.stream().mapToInt(Integer::intValue)).toString();
    }

    private void tables() {
        view.live()
                .forEach(asked -> view.live().stream()
                        .flatMap(about -> Agreement.dissent(asked, about).stream())
                        .forEach(this::add));
        Set<String> known = view.ids();
        Map<String, List<String>> pods = new TreeMap<>();
        for (LiveNode node : view.live()) {
            if (node.facts().state() != Facts.State.OK) {
                said(pods, "cluster_state:fail", node);
            }
            node.table().entries().stream()
                    .filter(NodeEntry::isFailing)
                    .filter(entry -> !known.contains(entry.id()))
                    .forEach(entry -> said(pods, dead(entry), node));
        }
        pods.forEach((what, at) -> add(what + " at " + String.join(", ", at)));
    }

    private static void said(Map<String, List<String>> pods, String what, LiveNode by) {
        pods.computeIfAbsent(what, any -> new ArrayList<>()).add(by.pod());
    }

    private static String dead(NodeEntry entry) {
        return "the dead node " + entry.host() + ":" + entry.port() + " (" + entry.id()
                + "), which heal strikes if it owns no slot, is known";
    }

    private void roles() {
        replicas()
                .filter(node -> !node.isInSync())
                .forEach(node -> add(node.pod() + " has lost touch with its master"));
        replicas()
                .filter(node -> view.masterOf(node).isEmpty())
                .forEach(node -> add(node.pod() + " follows " + leader(node) + ", which is no master that answers"));
    }

    private String leader(LiveNode replica) {
        String id = replica.self().masterId().orElse("nobody");
        return view.byId(id).map(LiveNode::pod).orElse(id);
    }

    private Stream<LiveNode> replicas() {
        return view.live().stream().filter(node -> node.self().isReplica());
    }

    /** Two masters with one epoch cannot settle which of them owns a slot. */
    private void epochs() {
        Map<Long, List<LiveNode>> byEpoch = view.actives().stream()
                .collect(Collectors.groupingBy(node -> node.self().configEpoch(), TreeMap::new, Collectors.toList()));
        byEpoch.forEach((epoch, nodes) -> {
            if (nodes.size() > 1) {
                add(nodes.stream().map(LiveNode::pod).collect(Collectors.joining(" and "))
                        + " have the same config epoch " + epoch);
            }
        });
    }
}

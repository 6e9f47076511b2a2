package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a cluster is whole, and what is wrong with it.
 *
 * @param nodes every node that answered
 * @param covered how many of the 16,384 slots have an owner that answers
 * @param problems sentences; none means that all is well
 */
public record Check(List<Node> nodes, int covered, List<String> problems) {
    /**
     * One node.
     *
     * @param pod its name
     * @param address host and port
     * @param id cluster node id
     * @param role master or replica
     * @param slots what it owns
     * @param keys what it holds
     * @param replicaOf the name of the master that a replica follows
     */
    public record Node(
            String pod, String address, String id, String role, SlotSet slots, long keys, Optional<String> replicaOf) {}

    public Check {
        nodes = List.copyOf(nodes);
        problems = List.copyOf(problems);
    }

    public static Check of(ClusterView view) {
        return new Check(
                view.live().stream().map(node -> node(view, node)).toList(),
                view.covered().size(),
                problems(view));
    }

    private static Node node(ClusterView view, LiveNode node) {
        return new Node(
                node.pod(),
                node.ref().host() + ":" + node.ref().port(),
                node.id(),
                node.isMaster() ? "master" : "replica",
                node.slots(),
                node.facts().keys(),
                node.self()
                        .masterId()
                        .map(id -> view.byId(id).map(LiveNode::pod).orElse(id)));
    }

    private static List<String> problems(ClusterView view) {
        List<String> problems = new ArrayList<>();
        view.silent().forEach(node -> problems.add(node.pod() + " does not answer: " + node.problem()));
        SlotSet holes = SlotSet.ALL.minus(view.covered());
        if (!holes.isEmpty()) {
            problems.add(holes.size() + " slots have no owner that answers: " + holes);
        }
        view.live().forEach(node -> openSlots(node).ifPresent(problems::add));
        view.live()
                .forEach(asked -> view.live().stream()
                        .flatMap(about -> Agreement.dissent(asked, about).stream())
                        .forEach(problems::add));
        view.live().stream()
                .filter(node -> node.facts().state() != Facts.State.OK)
                .forEach(node -> problems.add(node.pod() + " says cluster_state:fail"));
        view.live().stream()
                .filter(node -> node.self().isReplica() && !node.isInSync())
                .forEach(node -> problems.add(node.pod() + " has lost touch with its master"));
        view.live().stream()
                .flatMap(node -> node.table().entries().stream()
                        .filter(NodeEntry::isFailing)
                        .filter(entry -> view.byId(entry.id()).isEmpty())
                        .map(entry -> node.pod() + " still knows the dead node " + entry.id()))
                .forEach(problems::add);
        return problems;
    }

    private static Optional<String> openSlots(LiveNode node) {
        return node.self().hasOpenSlots()
                ? Optional.of(node.pod() + " has open slots: migrating "
                        + slots(node.self().migrating().keySet()) + ", importing "
                        + slots(node.self().importing().keySet()))
                : Optional.empty();
    }

    private static String slots(java.util.Set<Integer> slots) {
        return slots.isEmpty()
                ? "none"
                : SlotSet.of(slots.stream().mapToInt(Integer::intValue)).toString();
    }

    /** Lines for a terminal. */
    public String text() {
        String table = nodes.stream()
                .map(node -> String.format(
                        java.util.Locale.ROOT,
                        "%-24s %-7s %6d slots %10d keys  %s",
                        node.pod(),
                        node.role(),
                        node.slots().size(),
                        node.keys(),
                        node.replicaOf()
                                .map(master -> "of " + master)
                                .orElse(node.slots().toString())))
                .collect(Collectors.joining("\n"));
        String verdict = problems.isEmpty()
                ? "[OK] all " + SlotSet.COUNT + " slots covered, none open, all nodes agree"
                : problems.stream().map(problem -> "[ERR] " + problem).collect(Collectors.joining("\n"));
        return table + "\n" + verdict;
    }
}

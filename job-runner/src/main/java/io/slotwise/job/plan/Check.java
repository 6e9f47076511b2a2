package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a cluster is whole, and what is wrong with it.
 *
 * @param nodes every node that answered
 * @param covered how many of the 16,384 slots have an owner that answers
 * @param problems what is broken, in sentences; none means that the cluster is whole
 * @param warnings what works but is not as it should be, in sentences
 */
public record Check(List<Node> nodes, int covered, List<String> problems, List<String> warnings) {
    /**
     * One node.
     *
     * @param pod its name
     * @param address host and port
     * @param id cluster node id
     * @param role master or replica
     * @param slots what it owns
     * @param keys how many it holds
     * @param replicaOf the name of the master that a replica follows
     */
    public record Node(
            String pod, String address, String id, String role, SlotSet slots, long keys, Optional<String> replicaOf) {}

    public Check {
        nodes = List.copyOf(nodes);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    public static Check of(ClusterView view) {
        return of(view, Settings.UNKNOWN);
    }

    public static Check of(ClusterView view, Settings settings) {
        return new Check(
                view.live().stream().map(node -> node(view, node)).toList(),
                view.covered().size(),
                Faults.in(view, settings),
                Warnings.in(view));
    }

    private static Node node(ClusterView view, LiveNode node) {
        return new Node(
                node.pod(),
                node.ref().address(),
                node.id(),
                node.isMaster() ? "master" : "replica",
                node.slots(),
                node.facts().keys(),
                node.self()
                        .masterId()
                        .map(id -> view.byId(id).map(LiveNode::pod).orElse(id)));
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
        return Stream.concat(
                        Stream.of(table), Stream.concat(warnings.stream().map("[WARN] "::concat), Stream.of(verdict)))
                .collect(Collectors.joining("\n"));
    }
}

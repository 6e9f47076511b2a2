package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes that stand in a node table but were not named: dead ones are struck out, living ones stop the job. */
final class Strangers {
    private Strangers() {}

    /** Waits for, then refuses, strangers that live or own slots. */
    static Optional<Step> step(ClusterView view, List<LiveNode> members) {
        return strangers(view, members)
                .filter(entry -> !isDead(entry) || !entry.slots().isEmpty())
                .findFirst()
                .map(entry -> new Step.Wait(sentence(entry), Step.Limit.PATIENCE));
    }

    /** Strikes out strangers that are dead and own nothing. */
    static Optional<Step> strike(ClusterView view, List<LiveNode> members) {
        Set<String> dead = strangers(view, members)
                .filter(entry -> isDead(entry) && entry.slots().isEmpty())
                .map(NodeEntry::id)
                .collect(Collectors.toSet());
        return Forgetting.step(dead, members);
    }

    private static Stream<NodeEntry> strangers(ClusterView view, List<LiveNode> members) {
        return members.stream()
                .flatMap(node -> node.table().entries().stream())
                .filter(entry -> !entry.flags().contains("handshake"))
                .filter(entry -> view.byId(entry.id()).isEmpty())
                .filter(entry -> !isAwaited(view, entry));
    }

    /** A named pod that is silent now; whoever let it pass deals with its entry. */
    private static boolean isAwaited(ClusterView view, NodeEntry entry) {
        return view.silent().stream()
                .anyMatch(
                        silent -> silent.port() == entry.port() && silent.host().equals(entry.host()));
    }

    private static boolean isDead(NodeEntry entry) {
        return entry.isFailing() || entry.isProvisional();
    }

    private static String sentence(NodeEntry entry) {
        String who = "node " + entry.id().substring(0, Math.min(8, entry.id().length())) + " at " + entry.address();
        return isDead(entry)
                ? who + " owns " + entry.slots().size()
                        + " slots and cannot be reached; bring it back, since its data may exist nowhere else"
                : who + " belongs to the cluster but was not named; name every node with --node";
    }
}

package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Nodes that stand in a node table but were not named: dead ones are struck out, living ones stop the job. */
final class Strangers {
    private Strangers() {}

    /** Waits for, then refuses, strangers that live or own slots. */
    static Optional<Step> step(ClusterView view, List<LiveNode> members) {
        return strangers(view, members).values().stream()
                .filter(entries -> !areDead(entries) || ownSlots(entries))
                .findFirst()
                .map(entries -> new Step.Wait(sentence(entries), Step.Limit.PATIENCE));
    }

    /**
     * Strikes out strangers that everybody holds for dead and that own nothing, when none of {@code members} follows them. One
     * that a slot is on its way to or from stays until {@link OpenSlots} has dealt with it: a node that forgets it forgets too
     * that the slot is open, and what has moved would not be looked for any more.
     */
    static Optional<Step> strike(ClusterView view, List<LiveNode> members) {
        Set<String> dead = strangers(view, members).values().stream()
                .filter(entries -> areDead(entries) && !ownSlots(entries))
                .map(entries -> entries.get(0).id())
                .filter(id -> view.masters().noneMatch(node -> opensTo(node.self(), id)))
                .collect(Collectors.toSet());
        return Orphans.step(dead, members).or(() -> Forgetting.step(dead, members));
    }

    private static boolean opensTo(NodeEntry node, String id) {
        return node.migrating().containsValue(id) || node.importing().containsValue(id);
    }

    /** What each member's table says of each stranger, by the stranger's id. */
    private static Map<String, List<NodeEntry>> strangers(ClusterView view, List<LiveNode> members) {
        Set<String> known = view.ids();
        return members.stream()
                .flatMap(node -> node.table().entries().stream())
                .filter(entry -> !known.contains(entry.id()))
                .filter(entry -> !entry.flags().contains("handshake"))
                .filter(entry -> !isAwaited(view, entry))
                .collect(Collectors.groupingBy(NodeEntry::id, TreeMap::new, Collectors.toList()));
    }

    /** A named pod that is silent now; whoever let it pass deals with its entry. */
    private static boolean isAwaited(ClusterView view, NodeEntry entry) {
        return view.silent().stream()
                .anyMatch(
                        silent -> silent.port() == entry.port() && silent.host().equals(entry.host()));
    }

    /** One node's suspicion ({@code fail?}) is not enough; the majority's verdict, or no address, is. */
    static boolean areDead(List<NodeEntry> entries) {
        return entries.stream()
                .allMatch(
                        entry -> entry.flags().contains("fail") || entry.flags().contains("noaddr"));
    }

    static boolean ownSlots(List<NodeEntry> entries) {
        return entries.stream().anyMatch(entry -> !entry.slots().isEmpty());
    }

    private static String sentence(List<NodeEntry> entries) {
        NodeEntry entry = entries.get(0);
        String who = "node " + entry.id().substring(0, Math.min(8, entry.id().length())) + " at " + entry.address();
        return areDead(entries)
                ? who + " owns " + entry.slots().size()
                        + " slots and cannot be reached; bring it back, since its data may exist nowhere else"
                : who + " belongs to the cluster but was not named; name every node with --node";
    }
}

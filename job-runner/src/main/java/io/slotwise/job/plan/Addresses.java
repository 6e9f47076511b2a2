package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import java.util.List;
import java.util.Optional;

/**
 * Nodes that know each other by an address that one of them no longer has. Pods that come back with their data have new
 * addresses; where all of them changed at once, nobody can tell anybody, and they have to be introduced once more.
 */
final class Addresses {
    private Addresses() {}

    /**
     * Introduces those again that others hold for lost at an old address; and who does so to those that have forgotten it, as
     * it finds its way to nobody.
     */
    static Optional<Step> step(ClusterView view) {
        List<LiveNode> outsiders = view.outsiders();
        List<NodeRef> moved = view.live().stream()
                .filter(node -> view.live().stream().anyMatch(other -> hasLost(other, node))
                        || (outsiders.contains(node) && view.live().stream().anyMatch(other -> hasLost(node, other))))
                .map(LiveNode::ref)
                .toList();
        return moved.isEmpty() ? Optional.empty() : Optional.of(meet(view, moved));
    }

    private static Step meet(ClusterView view, List<NodeRef> moved) {
        NodeRef seed = view.seed().ref();
        return new Step.Meet(
                seed,
                moved.stream().filter(node -> !node.id().equals(seed.id())).toList(),
                1);
    }

    /** Who is still in touch with it there finds its way alone; who just started has not called anybody dead yet. */
    private static boolean hasLost(LiveNode asked, LiveNode about) {
        return asked.table()
                .byId(about.id())
                .filter(entry -> !entry.isProvisional() && !about.id().equals(asked.id()))
                .filter(entry -> entry.isFailing()
                        || entry.flags().contains("fail?")
                        || entry.linkState().equals("disconnected"))
                .filter(entry -> isElsewhere(entry, about))
                .isPresent();
    }

    private static boolean isElsewhere(NodeEntry entry, LiveNode about) {
        return !entry.host()
                        .equals(
                                about.self().host().isEmpty()
                                        ? about.ref().host()
                                        : about.self().host())
                || entry.port() != about.self().port();
    }
}

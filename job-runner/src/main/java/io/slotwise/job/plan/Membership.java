package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import java.util.List;
import java.util.Optional;

/** Nodes that shall belong together know each other; a node that belongs elsewhere is never pulled in. */
final class Membership {
    private Membership() {}

    /** Meets those of {@code wanted} that the seed does not know, or that do not know it. */
    static Optional<Step> join(ClusterView view, List<LiveNode> wanted) {
        List<LiveNode> newcomers = outsiders(view, wanted);
        if (newcomers.isEmpty()) {
            return Optional.empty();
        }
        return newcomers.stream()
                .map(node -> objection(view, node))
                .flatMap(Optional::stream)
                .<Step>map(Step.Refuse::new)
                .findFirst()
                .or(() -> Optional.of(meet(view, newcomers)));
    }

    /** Refuses when one of {@code wanted} is no member. */
    static Optional<Step> required(ClusterView view, List<LiveNode> wanted) {
        return outsiders(view, wanted).stream()
                .findFirst()
                .map(node -> new Step.Wait(
                        node.pod() + " does not belong to the cluster of "
                                + view.seed().pod() + "; run bootstrap first, or say CLUSTER MEET to it",
                        Step.Limit.PATIENCE));
    }

    private static List<LiveNode> outsiders(ClusterView view, List<LiveNode> wanted) {
        List<LiveNode> outsiders = view.outsiders();
        return outsiders.isEmpty()
                ? List.of()
                : wanted.stream().filter(outsiders::contains).toList();
    }

    private static Step meet(ClusterView view, List<LiveNode> newcomers) {
        long epoch = view.live().stream()
                .mapToLong(node -> node.facts().currentEpoch())
                .max()
                .orElse(0);
        return new Step.Meet(
                view.seed().ref(), newcomers.stream().map(LiveNode::ref).toList(), epoch + 1);
    }

    private static Optional<String> objection(ClusterView view, LiveNode node) {
        if (node.isActive()) {
            return Optional.of(node.pod() + " owns " + node.slots().size() + " slots of another cluster than "
                    + view.seed().pod() + ", which owns " + view.seed().slots().size()
                    + "; joining the two would lose one side's data. Name the nodes of one cluster only");
        }
        if (node.isMaster() && node.facts().keys() > 0) {
            return Optional.of(node.pod() + " holds " + node.facts().keys()
                    + " keys but belongs to no cluster; empty it, or take it off the list");
        }
        long foreign = node.table().entries().stream()
                .filter(entry -> isForeign(view, entry))
                .count();
        return foreign == 0
                ? Optional.empty()
                : Optional.of(
                        node.pod() + " belongs to a cluster with " + foreign
                                + " nodes that are not named here; joining would merge two clusters. Reset it, or name them all");
    }

    private static boolean isForeign(ClusterView view, NodeEntry entry) {
        return !entry.isProvisional()
                && !entry.isFailing()
                && view.byId(entry.id()).isEmpty()
                && !view.seed().knows(entry.id());
    }
}

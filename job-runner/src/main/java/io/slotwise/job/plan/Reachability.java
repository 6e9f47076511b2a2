package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Nothing is changed while a named node is silent: what it holds is not known. */
final class Reachability {
    private static final List<String> PASSWORD_PROBLEMS = List.of("NOAUTH", "WRONGPASS", "NOPERM", "invalid password");

    private Reachability() {}

    static Optional<Step> step(ClusterView view, Predicate<SilentNode> dispensable) {
        return ServerMigration.cancelled(view).or(() -> absent(view, dispensable));
    }

    private static Optional<Step> absent(ClusterView view, Predicate<SilentNode> dispensable) {
        List<SilentNode> missed =
                view.silent().stream().filter(dispensable.negate()).toList();
        return missed.stream()
                .filter(Reachability::isRefusedByPassword)
                .findFirst()
                .<Step>map(node -> new Step.Refuse(node.pod() + " at " + node.host() + ":" + node.port()
                        + " does not let the job in (" + node.problem()
                        + "); set REDIS_PASSWORD, and REDIS_USERNAME for a user other than the default one"))
                .or(() -> missed.stream()
                        .filter(Reachability::isNotTrusted)
                        .findFirst()
                        .map(node -> new Step.Refuse(node.pod() + " at " + node.host() + ":" + node.port()
                                + " is not spoken to: " + node.problem())))
                .or(() -> missed.stream().findFirst().map(node -> absent(view, node)));
    }

    private static boolean isNotTrusted(SilentNode node) {
        return node.problem().contains("certificate is refused");
    }

    private static boolean isRefusedByPassword(SilentNode node) {
        return PASSWORD_PROBLEMS.stream().anyMatch(node.problem()::contains);
    }

    private static Step absent(ClusterView view, SilentNode node) {
        SlotSet slots = slotsOf(view, node);
        String holds = slots.isEmpty() ? "" : " and owns " + slots.size() + " slots";
        return new Step.Wait(
                node.pod() + " at " + node.host() + ":" + node.port() + " does not answer" + holds + " ("
                        + node.problem() + "); nothing is moved until it is back" + withoutIt(view, node),
                Step.Limit.PATIENCE);
    }

    private static String withoutIt(ClusterView view, SilentNode node) {
        return view.isGivenUp(node)
                ? "; if it is gone for good, run heal --seed with another node, and then this without naming it"
                : "";
    }

    /** The slots that others hold a silent node for the owner of. */
    static SlotSet slotsOf(ClusterView view, SilentNode silent) {
        return entriesOf(view, silent).map(NodeEntry::slots).reduce(SlotSet.EMPTY, SlotSet::plus);
    }

    /** What others' tables say of the node at a silent address. */
    static java.util.stream.Stream<NodeEntry> entriesOf(ClusterView view, SilentNode silent) {
        return view.live().stream()
                .flatMap(node -> node.table().entries().stream())
                .filter(entry -> entry.port() == silent.port()
                        && (entry.host().equals(silent.host())
                                || entry.hostname().equals(silent.host())));
    }
}

package io.slotwise.job.plan;

import java.util.Optional;

/**
 * What a server moves by itself. It changes hands at once, at a moment of its own; nothing is planned until then. What never
 * gets there is ended: a run that was killed may have left it, and everything would wait for it.
 */
final class ServerMigration {
    private ServerMigration() {}

    static Optional<Step> step(ClusterView view) {
        return cancelled(view)
                .or(() -> at(view, Facts.Migration.IMPORTING)
                        .or(() -> at(view, Facts.Migration.UNDER_WAY))
                        .map(ServerMigration::awaitEnd));
    }

    /**
     * Ends an import that must not wait: its source may stand still until another has taken over from it, hand the slots over
     * when it wakes, and all that was written since would be lost.
     */
    static Optional<Step> cancelled(ClusterView view) {
        return dangerous(view).map(node -> new Step.CancelImports(node.ref()));
    }

    /** A master with such an import. */
    static Optional<LiveNode> dangerous(ClusterView view) {
        return at(view, Facts.Migration.FAILING)
                .or(() -> view.silent().isEmpty() ? Optional.empty() : at(view, Facts.Migration.IMPORTING));
    }

    private static Optional<LiveNode> at(ClusterView view, Facts.Migration migration) {
        return view.masters()
                .filter(node -> node.facts().migration() == migration)
                .findFirst();
    }

    private static Step awaitEnd(LiveNode node) {
        return new Step.Wait(
                node.pod() + " is moving slots by itself, as an earlier run or somebody else has asked it to;"
                        + " CLUSTER MIGRATION CANCEL ALL (Redis) or CLUSTER CANCELSLOTMIGRATIONS (Valkey) there"
                        + " would end it",
                Step.Limit.JOB);
    }
}

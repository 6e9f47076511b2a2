package io.slotwise.job.plan;

import java.util.Optional;

/**
 * What a server moves by itself. It changes hands at once, at a moment of its own; nothing is planned until then. What never
 * gets there is ended: a run that was killed may have left it, and everything would wait for it.
 */
final class ServerMigration {
    private ServerMigration() {}

    static Optional<Step> step(ClusterView view) {
        return at(view, Facts.Migration.FAILING)
                .<Step>map(node -> new Step.CancelImports(node.ref()))
                .or(() -> at(view, Facts.Migration.UNDER_WAY).map(ServerMigration::awaitEnd));
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

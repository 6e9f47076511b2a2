package io.slotwise.streams.decision;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Intent;
import java.time.Instant;
import java.util.Optional;

/** An attempt that no guard forbids, as the intent that it becomes. */
final class Scaling {
    private Scaling() {}

    static Intent intent(Attempt attempt) {
        Situation s = attempt.situation();
        ClusterRecord cluster = s.cluster();
        Instant at = s.at();
        return new Intent(
                cluster.cluster() + "@" + cluster.generation(),
                cluster.cluster(),
                cluster.generation(),
                attempt.demand().masters(),
                attempt.demand().reason(),
                sentence(attempt),
                attempt.demand().focus().pod(),
                at,
                at.plus(s.rules().intentLife(s.policy())),
                Optional.of(Evidence.id(cluster.cluster(), at)));
    }

    private static String sentence(Attempt attempt) {
        String step = ": " + attempt.situation().cluster().masters() + " → "
                + Words.count(attempt.demand().masters(), "master") + ". "
                + attempt.demand().grounds();
        String lasted = attempt.load() + ", in " + Words.count(attempt.streak().samples(), "sample") + " in a row";
        String cooldown = attempt.policy().scaleCooldown().toSeconds() + " s of cooldown";
        return attempt.goes(Direction.OUT)
                ? lasted + step + "For one more step a master must still be above a high threshold after " + cooldown
                        + "."
                : lasted + fits(attempt) + step + "For one more step every master must still be below both low"
                        + " thresholds after " + cooldown + ".";
    }

    private static String fits(Attempt attempt) {
        return attempt.tightest()
                .map(after -> ", and " + attempt.without() + " the one with least room, " + after.pod()
                        + ", would have " + Words.projected(after) + ", " + attempt.room())
                .orElse("");
    }
}

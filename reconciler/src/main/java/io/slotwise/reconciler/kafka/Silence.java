package io.slotwise.reconciler.kafka;

import io.slotwise.model.ClusterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Notices that samples have stopped to come, since no event tells of that. */
final class Silence {
    private static final Duration PACE = Duration.ofSeconds(1);

    private final TopicKnowledge knowledge;
    private final Consumer<ClusterKey> wake;
    private Instant next = Instant.EPOCH;

    /**
     * A watch over all clusters.
     *
     * @param wake is told once of each whose last sample has become too old to act on
     */
    Silence(TopicKnowledge knowledge, Consumer<ClusterKey> wake) {
        this.knowledge = knowledge;
        this.wake = wake;
    }

    /** Looks once a second at most, however often it is called. */
    void look(Instant now) {
        if (!now.isBefore(next)) {
            next = now.plus(PACE);
            knowledge.fallenSilent(now).forEach(wake);
        }
    }
}

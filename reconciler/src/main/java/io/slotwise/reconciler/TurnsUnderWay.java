package io.slotwise.reconciler;

import io.slotwise.model.ClusterKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The turns that are being taken, so that one that never ends is noticed. Safe for many threads. */
final class TurnsUnderWay {
    /** What the last step of a turn may take when the API is slow: its requests, each tried again. */
    private static final Duration LAST_STEP = Duration.ofMinutes(5);

    private final Map<ClusterKey, Instant> since = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Duration limit;

    /**
     * None yet.
     *
     * @param limit how long one may take steps
     */
    TurnsUnderWay(InstantSource clock, Duration limit) {
        this.clock = clock;
        this.limit = limit.plus(LAST_STEP);
    }

    void begin(ClusterKey cluster) {
        since.put(cluster, clock.instant());
    }

    void end(ClusterKey cluster) {
        since.remove(cluster);
    }

    /** Which turn hangs; empty when none does. */
    Optional<String> problem() {
        Instant now = clock.instant();
        return since.entrySet().stream()
                .filter(turn -> turn.getValue().isBefore(now.minus(limit)))
                .min(Map.Entry.comparingByValue())
                .map(turn -> "the turn of " + turn.getKey() + " hangs: it began "
                        + Duration.between(turn.getValue(), now).toSeconds() + " s ago, and " + limit.toSeconds()
                        + " s are the most");
    }
}

package io.slotwise.streams.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast the memory of all active masters together grows.
 *
 * @param at when it was measured last
 * @param bytes what they used then
 * @param bytesPerSecond the mean growth of about the last half hour; negative when it shrinks
 */
public record Growth(Instant at, double bytes, double bytesPerSecond) {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Duration GAP = Duration.ofHours(1);
    private static final double MEMORY_SECONDS = 1800;

    /** After one more sample; a minute at least lies between two measurements, and after a gap it begins anew. */
    static Optional<Growth> after(Optional<Growth> before, Situation s) {
        if (before.isPresent() && s.at().isBefore(before.get().at().plus(STEP))) {
            return before;
        }
        if (!s.masters().stream().allMatch(master -> master.usedBytes().isPresent())) {
            return before;
        }
        double bytes = s.masters().stream()
                .mapToDouble(master -> master.usedBytes().getAsLong())
                .sum();
        return Optional.of(before.filter(last -> s.at().isBefore(last.at().plus(GAP)))
                .map(last -> last.to(s.at(), bytes))
                .orElse(new Growth(s.at(), bytes, 0)));
    }

    private Growth to(Instant next, double nextBytes) {
        double seconds = Duration.between(at, next).toMillis() / 1000.0;
        double weight = 1 - Math.exp(-seconds / MEMORY_SECONDS);
        return new Growth(next, nextBytes, bytesPerSecond + weight * ((nextBytes - bytes) / seconds - bytesPerSecond));
    }

    /** What it comes to in this time; nothing when memory shrinks. */
    double over(Duration time) {
        return Math.max(0, bytesPerSecond) * time.toSeconds();
    }
}

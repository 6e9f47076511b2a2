package io.slotwise.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Compares the wall clock, which stamps samples, with the monotonic one, to notice when the former jumps. */
final class ClockJumps {
    /** What a clock may be corrected by, from one look to the next, without being said to jump. */
    private static final Duration TOLERANCE = Duration.ofMillis(500);

    private Instant lastWall;
    private long lastNanos;

    ClockJumps(Instant wall, long nanos) {
        this.lastWall = wall;
        this.lastNanos = nanos;
    }

    /** How far the wall clock has jumped since the last look, negative when back; empty when it has not. */
    Optional<Duration> look(Instant wall, long nanos) {
        Duration jump = Duration.between(lastWall, wall).minusNanos(nanos - lastNanos);
        lastWall = wall;
        lastNanos = nanos;
        return jump.abs().compareTo(TOLERANCE) > 0 ? Optional.of(jump) : Optional.empty();
    }
}

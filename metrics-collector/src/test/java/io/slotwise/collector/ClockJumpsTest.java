package io.slotwise.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockJumpsTest {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private static final long SECOND = 1_000_000_000;

    private final ClockJumps jumps = new ClockJumps(START, 0);

    @Test
    void aClockThatGoesOnDoesNotJump() {
        assertThat(jumps.look(START.plusMillis(1100), SECOND)).isEmpty();
        assertThat(jumps.look(START.plusMillis(60_000), 60 * SECOND)).isEmpty();
    }

    @Test
    void aJumpIsSeenOnceWithItsLength() {
        assertThat(jumps.look(START.minusSeconds(9), SECOND)).contains(Duration.ofSeconds(-10));
        assertThat(jumps.look(START.minusSeconds(8), 2 * SECOND)).isEmpty();
        assertThat(jumps.look(START.plusSeconds(3593), 3 * SECOND)).contains(Duration.ofHours(1));
    }
}

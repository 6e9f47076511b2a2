package io.slotwise.job.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BandwidthTest {
    @Test
    void whoIsTooFastRestsUntilTheLimitIsKept() {
        Bandwidth limit = new Bandwidth(10_000_000);
        assertThat(limit.rest(5_000_000, Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(300));
        assertThat(limit.rest(5_000_000, Duration.ofMillis(700))).isZero();
    }

    @Test
    void withoutALimitNobodyRests() {
        assertThat(Bandwidth.UNLIMITED.rest(Long.MAX_VALUE / 2, Duration.ofSeconds(1)))
                .isZero();
    }
}

package io.slotwise.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentTimestampTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long HOUR = 3_600_000;

    @ParameterizedTest
    @CsvSource({"0", "-3600000", "3600000"})
    void aRecentOneIsKept(long off) {
        assertThat(RecentTimestamp.recent(NOW + off, NOW)).isEqualTo(NOW + off);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "1799996399999", "1800003600001", "9223372036854775807"})
    void anyOtherBecomesNow(long timestamp) {
        assertThat(RecentTimestamp.recent(timestamp, NOW)).isEqualTo(NOW);
        assertThat(Math.abs(timestamp - NOW)).isGreaterThan(HOUR);
    }
}

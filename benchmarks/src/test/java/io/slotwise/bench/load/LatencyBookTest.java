package io.slotwise.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyBookTest {
    private final LatencyBook book = new LatencyBook();

    @Test
    void percentilesAreInMillisecondsAndOfOnePhaseOnly() {
        for (int millis = 1; millis <= 100; millis++) {
            book.record(Phase.MOVE, millis * 1_000_000L);
        }
        book.record(Phase.QUIET, 900_000_000L);

        Latency latency = book.latency(Phase.MOVE);
        assertThat(latency.operations()).isEqualTo(100);
        assertThat(latency.p50()).isCloseTo(50, within(0.1));
        assertThat(latency.p99()).isCloseTo(99, within(0.1));
        assertThat(latency.max()).isCloseTo(100, within(0.1));
    }
}

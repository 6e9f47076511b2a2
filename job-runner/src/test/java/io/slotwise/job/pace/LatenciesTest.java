package io.slotwise.job.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long BOUND = 5_000_000;
    private static final long LONG = 9_000_000;

    private final Latencies latencies = new Latencies();

    @Test
    void fewMeasurementsSayNothing() {
        add(LONG, 4);
        assertThat(latencies.take(BOUND)).isEqualTo(Feeling.UNKNOWN);
    }

    @Test
    void oneOutlierIsNoBreachAndTwoAre() {
        add(1_000_000, 10);
        add(LONG, 1);
        assertThat(latencies.take(BOUND)).isEqualTo(Feeling.CALM);
        add(1_000_000, 10);
        add(LONG, 2);
        assertThat(latencies.take(BOUND)).isEqualTo(Feeling.BREACH);
    }

    @Test
    void measurementsCountOnce() {
        add(LONG, 20);
        assertThat(latencies.take(BOUND)).isEqualTo(Feeling.BREACH);
        assertThat(latencies.take(BOUND)).isEqualTo(Feeling.UNKNOWN);
    }

    @Test
    void oldMeasurementsGiveWayToNewOnes() {
        add(LONG, 20);
        add(1_000_000, 20);
        assertThat(latencies.take(BOUND)).isEqualTo(Feeling.CALM);
    }

    private void add(long nanos, int times) {
        for (int i = 0; i < times; i++) {
            latencies.add(nanos);
        }
    }
}

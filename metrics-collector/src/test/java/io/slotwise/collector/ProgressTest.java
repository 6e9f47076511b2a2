package io.slotwise.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress(nanos::get);

    @Test
    void aThreadThatTurnsIsAlive() {
        nanos.set(14_000_000_000L);
        assertThat(progress.fatal()).isEmpty();
        progress.beat();
        nanos.set(28_000_000_000L);
        assertThat(progress.fatal()).isEmpty();
    }

    @Test
    void aThreadThatStandsIsFatal() {
        nanos.set(16_000_000_000L);
        assertThat(progress.fatal()).contains("the sampling thread has not moved for 15 s");
    }

    @Test
    void halfTheWritesMayNotFail() {
        for (int i = 0; i < 11; i++) {
            progress.written();
        }
        for (int i = 0; i < 9; i++) {
            progress.failed("away");
        }
        assertThat(progress.fatal()).isEmpty();

        progress.failed("away");

        assertThat(progress.fatal()).contains("10 of the last 20 writes failed");
        assertThat(progress.lastProblem()).contains("away");
        for (int i = 0; i < 20; i++) {
            progress.written();
        }
        assertThat(progress.fatal()).isEmpty();
        assertThat(progress.lastProblem()).isEmpty();
    }

    @Test
    void afterFewWritesThereIsNoRate() {
        progress.failed("away");
        assertThat(progress.fatal()).isEmpty();
        assertThat(progress.lastProblem()).contains("away");
    }
}

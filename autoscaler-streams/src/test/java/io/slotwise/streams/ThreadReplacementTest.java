package io.slotwise.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {
    private final AtomicLong nanos = new AtomicLong();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ThreadReplacement replacement = new ThreadReplacement(new StreamsMetrics(registry), nanos::get);

    @Test
    void deathsThatFollowOneAnotherArePausedForLongerAndLonger() {
        assertThat(Stream.generate(replacement::nextPause).limit(9).map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 6400L, 6400L);
    }

    @Test
    void afterACalmMinuteThePauseIsShortAgain() {
        replacement.nextPause();
        replacement.nextPause();
        nanos.set(Duration.ofMinutes(1).toNanos());

        assertThat(replacement.nextPause()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aDeadThreadIsReplacedAndCounted() {
        assertThat(replacement.handle(new IllegalStateException("a test's fault")))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(Metrics.of(registry)).contains("slotwise_streams_threads_replaced_total 1.0");
    }
}

package io.slotwise.streams;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when a stream thread dies: it is counted and replaced, after a pause that doubles from 0.1 to 6.4 s while
 * deaths follow one another, so that a fault that lasts (a missing topic, say) does not keep a core busy.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration CALM = Duration.ofMinutes(1);

    private final StreamsMetrics metrics;
    private final LongSupplier nanoTime;
    private Optional<Long> lastDeath = Optional.empty();
    private int doublings;

    ThreadReplacement(StreamsMetrics metrics, LongSupplier nanoTime) {
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        metrics.threadReplaced();
        Duration pause = nextPause();
        LOG.atError()
                .setCause(exception)
                .addKeyValue("pauseMillis", pause.toMillis())
                .log("A stream thread died and is replaced");
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    synchronized Duration nextPause() {
        long now = nanoTime.getAsLong();
        boolean again =
                lastDeath.filter(before -> now - before < CALM.toNanos()).isPresent();
        doublings = again ? Math.min(doublings + 1, MOST_DOUBLINGS) : 0;
        lastDeath = Optional.of(now);
        return FIRST_PAUSE.multipliedBy(1L << doublings);
    }
}

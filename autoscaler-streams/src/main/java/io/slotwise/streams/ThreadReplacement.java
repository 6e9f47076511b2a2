package io.slotwise.streams;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when a stream thread dies: it is counted and replaced, later each time it happens again, so that a fault
 * that lasts (a missing topic, say) does not keep a core busy.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int MOST_DOUBLINGS = 6;

    private final StreamsMetrics metrics;
    private final AtomicInteger deaths = new AtomicInteger();

    ThreadReplacement(StreamsMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        metrics.threadReplaced();
        long pause = FIRST_PAUSE_MILLIS << Math.min(deaths.getAndIncrement(), MOST_DOUBLINGS);
        LOG.atError().setCause(exception).addKeyValue("pauseMillis", pause).log("A stream thread died and is replaced");
        try {
            TimeUnit.MILLISECONDS.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}

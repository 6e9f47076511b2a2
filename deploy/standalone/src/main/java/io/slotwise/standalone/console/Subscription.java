package io.slotwise.standalone.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One browser's waiting frames. A browser that lets too many wait is cut off; it comes back and begins anew. */
final class Subscription {
    private static final int MOST_WAITING = 512;

    private final BlockingQueue<Frame> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread reader = Thread.currentThread();

    Subscription(List<Frame> first) {
        waiting.addAll(first);
    }

    /**
     * Hands a frame over without ever waiting. When the browser does not keep up, its thread is interrupted, which also
     * ends a write that is stuck because the browser reads no more.
     *
     * @return whether the subscription goes on
     */
    boolean offer(Frame frame) {
        boolean taken = waiting.offer(frame);
        if (!taken) {
            reader.interrupt();
        }
        return taken;
    }

    /** The next frame, or nothing when none came in {@code patience}. */
    Optional<Frame> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }
}

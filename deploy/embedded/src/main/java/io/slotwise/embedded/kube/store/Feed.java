package io.slotwise.embedded.kube.store;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The changes of one kind in their order, for one watcher. A watcher that falls far behind is cut off. */
public final class Feed implements AutoCloseable {
    private static final int LIMIT = 10_000;

    private final Store store;
    private final KindId kind;
    private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>(LIMIT);
    private volatile boolean open = true;

    Feed(Store store, KindId kind) {
        this.store = store;
        this.kind = kind;
    }

    void offer(Change change) {
        if (change.kind().equals(kind) && !queue.offer(change)) {
            close();
        }
    }

    /** The next change, or empty when none comes in that time. */
    public Optional<Change> next(Duration limit) throws InterruptedException {
        return Optional.ofNullable(queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** The revision up to which everything has been handed out, or empty while changes wait. */
    public OptionalLong caughtUpWith() {
        return store.atomically(() -> queue.isEmpty() ? OptionalLong.of(store.revision()) : OptionalLong.empty());
    }

    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        store.leave(this);
    }
}

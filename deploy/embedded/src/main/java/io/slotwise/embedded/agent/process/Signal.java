package io.slotwise.embedded.agent.process;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread; raised several times before it looks, it wakes it once. */
public final class Signal {
    private final Semaphore raised = new Semaphore(0);

    public void raise() {
        raised.release();
    }

    /** Waits until it is raised, but no longer than {@code limit}. */
    public void await(Duration limit) throws InterruptedException {
        if (raised.tryAcquire(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS)) {
            raised.drainPermits();
        }
    }
}

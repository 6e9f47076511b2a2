package io.slotwise.reconciler.plan;

import java.time.Duration;
import java.time.Instant;

/** How long a job that is made again is waited for: 10 s after the first try, doubling up to 5 minutes. */
final class Retries {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 5;

    private Retries() {}

    /** The delay after so many tries, 1 or more. */
    static Duration after(int tries) {
        Duration delay = FIRST.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
        return delay.compareTo(MOST) > 0 ? MOST : delay;
    }

    /** How long the operation's next job has still to wait, or zero. */
    static Duration remaining(Operation operation, Memory memory, Instant now) {
        if (operation.attempts() == 0) {
            return Duration.ZERO;
        }
        Instant due = memory.lastJob().orElse(operation.since()).plus(after(operation.attempts()));
        return now.isBefore(due) ? Duration.between(now, due) : Duration.ZERO;
    }
}

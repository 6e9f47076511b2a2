package io.slotwise.job;

import java.time.Duration;

/** Time as a job needs it. */
interface Pace {
    /** Since the job began. */
    Duration elapsed();

    void rest(Duration duration);

    /** The machine's clock. */
    static Pace real() {
        long begin = System.nanoTime();
        return new Pace() {
            @Override
            public Duration elapsed() {
                return Duration.ofNanos(System.nanoTime() - begin);
            }

            @Override
            public void rest(Duration duration) {
                try {
                    Thread.sleep(duration.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                }
            }
        };
    }
}

package io.slotwise.reconciler.operator;

import io.javaoperatorsdk.operator.processing.retry.Retry;
import io.javaoperatorsdk.operator.processing.retry.RetryExecution;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Tries again for ever: after 200 ms at first, then twice as long each time up to a minute, give or take a half. */
final class JitteredRetry implements Retry {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 12;

    private final DoubleSupplier random;

    JitteredRetry() {
        this(() -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * A retry.
     *
     * @param random from 0 to 1
     */
    JitteredRetry(DoubleSupplier random) {
        this.random = random;
    }

    @Override
    public RetryExecution initExecution() {
        return new Execution(random);
    }

    private static final class Execution implements RetryExecution {
        private final DoubleSupplier random;
        private int failures;

        private Execution(DoubleSupplier random) {
            this.random = random;
        }

        @Override
        public Optional<Long> nextDelay() {
            long delay = Math.min(FIRST.toMillis() << Math.min(failures, MOST_DOUBLINGS), MOST.toMillis());
            failures++;
            return Optional.of((long) (delay * (0.5 + random.getAsDouble())));
        }

        @Override
        public int getAttemptCount() {
            return failures;
        }

        @Override
        public boolean isLastAttempt() {
            return false;
        }
    }
}

package io.slotwise.collector.redis;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Why a node did not answer, as one sentence for people. */
final class Problem {
    private Problem() {}

    static String inWords(Throwable problem, Duration limit) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof TimeoutException || root instanceof io.lettuce.core.RedisCommandTimeoutException) {
            return "no answer within " + limit.toMillis() + " ms";
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }
}

package io.slotwise.job.redis;

import java.io.IOException;

/** Redis answered a command with an error; the message is Redis' own. */
final class RedisRefusal extends IOException {
    private static final long serialVersionUID = 1;

    RedisRefusal(String message) {
        super(message);
    }

    boolean says(String word) {
        return String.valueOf(getMessage()).contains(word);
    }
}

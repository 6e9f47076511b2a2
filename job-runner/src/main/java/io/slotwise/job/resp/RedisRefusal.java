package io.slotwise.job.resp;

import java.io.IOException;

/** Redis answered a command with an error; the message is Redis' own. */
public final class RedisRefusal extends IOException {
    private static final long serialVersionUID = 1;

    public RedisRefusal(String message) {
        super(message);
    }

    public boolean says(String word) {
        return String.valueOf(getMessage()).contains(word);
    }
}

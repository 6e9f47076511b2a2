package io.slotwise.collector.redis;

/** A password that does not show itself in logs. */
public final class Password {
    private final String secret;

    public Password(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("the Redis password must not be empty; leave it out instead");
        }
        this.secret = secret;
    }

    char[] chars() {
        return secret.toCharArray();
    }

    @Override
    public String toString() {
        return "***";
    }
}

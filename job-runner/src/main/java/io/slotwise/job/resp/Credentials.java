package io.slotwise.job.resp;

import java.util.List;
import java.util.Map;

/**
 * How a job shows that it may work on a cluster.
 *
 * @param user ACL user; empty for the default one
 * @param password empty when none is needed
 */
public record Credentials(String user, String password) {
    public static final Credentials NONE = new Credentials("", "");

    /** From {@code REDIS_USERNAME} and {@code REDIS_PASSWORD}. */
    public static Credentials from(Map<String, String> environment) {
        return new Credentials(
                environment.getOrDefault("REDIS_USERNAME", ""), environment.getOrDefault("REDIS_PASSWORD", ""));
    }

    public boolean areNeeded() {
        return !password.isEmpty();
    }

    /** The words after {@code AUTH}. */
    public List<String> authWords() {
        return user.isEmpty() ? List.of(password) : List.of(user, password);
    }

    /** The words by which MIGRATE shows itself to the destination. */
    public List<String> migrateWords() {
        if (!areNeeded()) {
            return List.of();
        }
        return user.isEmpty() ? List.of("AUTH", password) : List.of("AUTH2", user, password);
    }

    /** Says nothing of the password. */
    @Override
    public String toString() {
        return user.isEmpty() ? "default user" : "user " + user;
    }
}

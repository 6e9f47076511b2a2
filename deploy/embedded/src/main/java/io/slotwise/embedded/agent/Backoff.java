package io.slotwise.embedded.agent;

import java.time.Duration;

/** Waiting times that double from {@code first} up to {@code most}. */
public record Backoff(Duration first, Duration most) {
    /** What Kubernetes takes for containers (10 s to 5 min). */
    public static final Backoff OF_CONTAINERS = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5));

    /** What Kubernetes takes for Jobs (10 s to 6 min). */
    public static final Backoff OF_JOBS = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(6));

    private static final int MOST_DOUBLINGS = 20;

    /** How long to wait after so many failures in a row; nothing after none. */
    public Duration after(int failures) {
        if (failures <= 0) {
            return Duration.ZERO;
        }
        Duration delay = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return delay.compareTo(most) < 0 ? delay : most;
    }
}

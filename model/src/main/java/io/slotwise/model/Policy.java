package io.slotwise.model;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The scaling rules of one cluster, as its {@code RedisCluster} spec states them.
 *
 * @param version the {@code metadata.generation} that these rules were read from
 * @param scaling whether intents may be made
 * @param minMasters scale-in floor, at least 3
 * @param maxMasters scale-out ceiling
 * @param cpu thresholds on the CPU of a master's main thread, percent of one core
 * @param memory thresholds on a master's used memory, percent of its limit
 * @param scaleCooldown least time between two scalings, at most 30 days
 * @param metricsQueryInterval time between two samples, more than nothing and at most a day
 * @param prometheusUrl where Prometheus is asked
 */
public record Policy(
        long version,
        Scaling scaling,
        int minMasters,
        OptionalInt maxMasters,
        Thresholds cpu,
        Thresholds memory,
        Duration scaleCooldown,
        Duration metricsQueryInterval,
        URI prometheusUrl) {

    /** Who changes the number of masters. */
    public enum Scaling {
        AUTOMATIC,
        MANUAL
    }

    /**
     * A pair of thresholds with the band between them in which nothing happens.
     *
     * @param high percent, 1 to 100; above it a master is overloaded
     * @param low percent, 1 to 100, less than {@code high}; below it a master is idle
     */
    public record Thresholds(int high, int low) {
        public Thresholds {
            Checks.within("high threshold", 1, 100, high);
            Checks.within("low threshold", 1, 100, low);
            if (low >= high) {
                throw new IllegalArgumentException(
                        "the high threshold must exceed the low one, but " + high + " ≤ " + low);
            }
        }
    }

    public Policy {
        Checks.atLeast("minMasters", 3, minMasters);
        Checks.within("scaleCooldown", Duration.ZERO, Duration.ofDays(30), scaleCooldown);
        Checks.within("metricsQueryInterval", Duration.ofMillis(1), Duration.ofDays(1), metricsQueryInterval);
        if (maxMasters.isPresent() && maxMasters.getAsInt() < minMasters) {
            throw new IllegalArgumentException(
                    "maxMasters " + maxMasters.getAsInt() + " is less than minMasters " + minMasters);
        }
    }
}

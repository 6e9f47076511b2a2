package io.slotwise.model;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The scaling rules of one cluster, as its {@code RedisCluster} spec states them. A record of before {@code strategy} and
 * what follows it is read with their defaults.
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
 * @param strategy how the load is judged
 * @param limits how far and how often the number of masters may change
 * @param pause which scalings a person has put off
 * @param shadows other rules that are judged by beside these, and act on nothing; each name once
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
        URI prometheusUrl,

        @JsonSetter(nulls = Nulls.AS_EMPTY) Strategy strategy,

        @JsonSetter(nulls = Nulls.AS_EMPTY) Limits limits,

        @JsonSetter(nulls = Nulls.AS_EMPTY) Pause pause,

        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Shadow> shadows) {

    /** Who changes the number of masters. */
    public enum Scaling {
        AUTOMATIC,
        MANUAL
    }

    /** How the load is judged. */
    public enum Strategy {
        /** Thresholds, sharpened by windows, proofs and what was learned of the cluster. */
        @JsonEnumDefaultValue
        ADAPTIVE,
        /** The plain rule: any master over, one more; all under, one fewer. */
        THRESHOLD
    }

    /**
     * Rules that are tried out.
     *
     * @param name what its verdicts are marked with
     * @param policy the rules in full, without shadows of their own
     */
    public record Shadow(String name, Policy policy) {
        public Shadow {
            Checks.notBlank("name of a shadow policy", name);
            if (!policy.shadows().isEmpty()) {
                throw new IllegalArgumentException("the shadow policy " + name + " has shadows of its own");
            }
        }
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
        shadows = namedOnce(shadows);
        Checks.atLeast("minMasters", 3, minMasters);
        Checks.within("scaleCooldown", Duration.ZERO, Duration.ofDays(30), scaleCooldown);
        Checks.within("metricsQueryInterval", Duration.ofMillis(1), Duration.ofDays(1), metricsQueryInterval);
        if (maxMasters.isPresent() && maxMasters.getAsInt() < minMasters) {
            throw new IllegalArgumentException(
                    "maxMasters " + maxMasters.getAsInt() + " is less than minMasters " + minMasters);
        }
    }

    /** Rules with nothing beyond the thresholds and their bounds. */
    public Policy(
            long version,
            Scaling scaling,
            int minMasters,
            OptionalInt maxMasters,
            Thresholds cpu,
            Thresholds memory,
            Duration scaleCooldown,
            Duration metricsQueryInterval,
            URI prometheusUrl) {
        this(
                version,
                scaling,
                minMasters,
                maxMasters,
                cpu,
                memory,
                scaleCooldown,
                metricsQueryInterval,
                prometheusUrl,
                Strategy.ADAPTIVE,
                Limits.NONE,
                Pause.NONE,
                List.of());
    }

    /** The same rules, with these to try out. */
    public Policy with(List<Shadow> others) {
        return new Policy(
                version,
                scaling,
                minMasters,
                maxMasters,
                cpu,
                memory,
                scaleCooldown,
                metricsQueryInterval,
                prometheusUrl,
                strategy,
                limits,
                pause,
                others);
    }

    /** The same rules, without those that are only tried out. */
    public Policy alone() {
        return shadows.isEmpty() ? this : with(List.of());
    }

    private static List<Shadow> namedOnce(List<Shadow> shadows) {
        Set<String> names = new HashSet<>();
        for (Shadow shadow : shadows) {
            if (!names.add(shadow.name())) {
                throw new IllegalArgumentException("two shadow policies are named " + shadow.name());
            }
        }
        return List.copyOf(shadows);
    }
}

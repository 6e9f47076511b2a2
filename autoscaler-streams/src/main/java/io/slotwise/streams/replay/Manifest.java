package io.slotwise.streams.replay;

import io.slotwise.model.Policy;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

/** The rules that a history is replayed by when none are given. */
public final class Manifest {
    /**
     * CPU 89/80, the last before 90 %, from where a minute has a price; memory 80/60, a cooldown of 60 s, at least 3 masters, a
     * sample every 15 s.
     */
    public static final Policy DEFAULT = new Policy(
            1,
            Policy.Scaling.AUTOMATIC,
            3,
            OptionalInt.empty(),
            new Policy.Thresholds(89, 80),
            new Policy.Thresholds(80, 60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            URI.create("http://prometheus-operated.monitoring.svc:9090"));

    private Manifest() {}

    /** The default rules at a course's own interval. */
    static Policy policy(Course course) {
        return at(course.interval(), DEFAULT);
    }

    /** The same rules at another interval. */
    static Policy at(Duration interval, Policy policy) {
        return with(policy, policy.strategy(), interval);
    }

    /** The same rules with another strategy. */
    public static Policy with(Policy policy, Policy.Strategy strategy) {
        return with(policy, strategy, policy.metricsQueryInterval());
    }

    private static Policy with(Policy policy, Policy.Strategy strategy, Duration interval) {
        return new Policy(
                policy.version(),
                policy.scaling(),
                policy.minMasters(),
                policy.maxMasters(),
                policy.cpu(),
                policy.memory(),
                policy.scaleCooldown(),
                interval,
                policy.prometheusUrl(),
                strategy,
                policy.limits(),
                policy.pause(),
                policy.shadows());
    }
}

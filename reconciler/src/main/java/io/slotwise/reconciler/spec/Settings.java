package io.slotwise.reconciler.spec;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.Policy;
import io.slotwise.reconciler.plan.Shape;
import java.time.Duration;
import java.util.SortedMap;

/**
 * A spec that can be carried out.
 *
 * @param cluster which cluster
 * @param shape its size
 * @param policy its scaling rules
 * @param redisVersion image tag
 * @param jobTimeout how long one job may take
 * @param redisConfig lines of redis.conf that the spec asks for, sorted by name
 * @param hosting how nodes are run, found and protected
 */
public record Settings(
        ClusterKey cluster,
        Shape shape,
        Policy policy,
        String redisVersion,
        Duration jobTimeout,
        SortedMap<String, String> redisConfig,
        Hosting hosting) {
    private static final int INTERVALS = 4;
    private static final Duration LEAST_FRESHNESS = Duration.ofSeconds(30);

    /** What pods of Redis run. */
    public String image() {
        return hosting.pod().image() + ":" + redisVersion;
    }

    /** The oldest that a sample may be to be acted on: four intervals, at least 30 s. */
    public Duration freshness() {
        return freshness(policy);
    }

    /** The same, by a policy alone. */
    public static Duration freshness(Policy policy) {
        Duration some = policy.metricsQueryInterval().multipliedBy(INTERVALS);
        return some.compareTo(LEAST_FRESHNESS) < 0 ? LEAST_FRESHNESS : some;
    }
}

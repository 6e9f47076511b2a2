package io.slotwise.reconciler.spec;

import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterSpec;
import io.slotwise.reconciler.plan.Shape;
import java.time.Duration;

/** What a spec turned out to be. The API server refuses most bad ones; this is for those that it let through. */
public sealed interface SpecReading {
    /** It can be carried out. */
    record Accepted(Settings settings) implements SpecReading {}

    /** It cannot, and what to change. */
    record Refused(String sentence) implements SpecReading {}

    static SpecReading of(RedisCluster cluster) {
        RedisClusterSpec spec = cluster.getSpec();
        return SpecCheck.firstProblem(spec)
                .or(() -> PolicyReading.problem(cluster))
                .<SpecReading>map(Refused::new)
                .orElseGet(() -> new Accepted(settings(cluster, spec)));
    }

    private static Settings settings(RedisCluster cluster, RedisClusterSpec spec) {
        return new Settings(
                cluster.key(),
                new Shape(spec.masters(), spec.replicasPerMaster()),
                PolicyReading.policy(cluster),
                spec.redisVersion(),
                Duration.ofSeconds(spec.reshardTimeoutSeconds()),
                RedisSettings.of(spec),
                Hosting.of(cluster));
    }
}

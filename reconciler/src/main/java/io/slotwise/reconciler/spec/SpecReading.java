package io.slotwise.reconciler.spec;

import io.slotwise.model.Policy;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterSpec;
import io.slotwise.reconciler.plan.Shape;
import java.net.URI;
import java.time.Duration;
import java.util.TreeMap;

/** What a spec turned out to be. The API server refuses most bad ones; this is for those that it let through. */
public sealed interface SpecReading {
    /** It can be carried out. */
    record Accepted(Settings settings) implements SpecReading {}

    /** It cannot, and what to change. */
    record Refused(String sentence) implements SpecReading {}

    static SpecReading of(RedisCluster cluster) {
        RedisClusterSpec spec = cluster.getSpec();
        return SpecCheck.firstProblem(spec)
                .<SpecReading>map(Refused::new)
                .orElseGet(() -> new Accepted(settings(cluster, spec)));
    }

    private static Settings settings(RedisCluster cluster, RedisClusterSpec spec) {
        return new Settings(
                cluster.key(),
                new Shape(spec.masters(), spec.replicasPerMaster()),
                policy(spec, cluster.getMetadata().getGeneration()),
                spec.redisVersion(),
                Duration.ofSeconds(spec.reshardTimeoutSeconds()),
                new TreeMap<>(spec.redisConfig()),
                spec.volume());
    }

    private static Policy policy(RedisClusterSpec spec, long generation) {
        return new Policy(
                generation,
                spec.autoScaleEnabled() ? Policy.Scaling.AUTOMATIC : Policy.Scaling.MANUAL,
                spec.minMasters(),
                spec.ceiling(),
                new Policy.Thresholds(spec.cpuThreshold(), spec.cpuThresholdLow()),
                new Policy.Thresholds(spec.memoryThreshold(), spec.memoryThresholdLow()),
                Duration.ofSeconds(spec.scaleCooldownSeconds()),
                Duration.ofSeconds(spec.metricsQueryInterval()),
                URI.create(spec.prometheusURL()));
    }
}

package io.slotwise.reconciler;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.Config;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.JobTemplate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the reconciler runs.
 *
 * @param kafka Kafka client properties, {@code bootstrap.servers} at least
 * @param kubernetes how to reach the API server
 * @param namespaces which to look after; all when empty
 * @param maxConcurrentReconciles how many clusters at the same time, 1 or more
 * @param reconcileTimeout how long one turn of a cluster may take steps before others have theirs
 * @param seat the Lease to hold while working; without it there must be no second reconciler
 * @param jobs what all jobs have in common
 * @param collectorSecret the Secret that the collector mounts, if it is told passwords
 */
public record ReconcilerConfig(
        Map<String, String> kafka,
        Config kubernetes,
        Set<String> namespaces,
        int maxConcurrentReconciles,
        Duration reconcileTimeout,
        Optional<Seat> seat,
        JobTemplate jobs,
        Optional<CollectorSecret> collectorSecret) {
    public static final int DEFAULT_CONCURRENCY = 4;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    public static final String DEFAULT_JOB_IMAGE = "slotwise/job-runner:0.1.0";

    /**
     * Where the Lease is.
     *
     * @param namespace of the Lease
     * @param lease its name
     * @param identity who we are, unlike all others
     */
    public record Seat(String namespace, String lease, String identity) {}

    public ReconcilerConfig {
        kafka = Map.copyOf(kafka);
        namespaces = Set.copyOf(namespaces);
        if (!kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("bootstrap.servers is missing; name a broker as host:port");
        }
        if (reconcileTimeout.isZero() || reconcileTimeout.isNegative()) {
            throw new IllegalArgumentException("reconcileTimeout must be above 0 but is " + reconcileTimeout);
        }
        if (maxConcurrentReconciles < 1) {
            throw new IllegalArgumentException(
                    "maxConcurrentReconciles must be at least 1 but is " + maxConcurrentReconciles);
        }
    }

    /** The defaults: all namespaces, and jobs that report to the same Kafka. */
    public static ReconcilerConfig of(Map<String, String> kafka, Config kubernetes) {
        String bootstrap = kafka.getOrDefault("bootstrap.servers", "");
        return new ReconcilerConfig(
                kafka,
                kubernetes,
                Set.of(),
                DEFAULT_CONCURRENCY,
                DEFAULT_TIMEOUT,
                Optional.empty(),
                new JobTemplate(
                        DEFAULT_JOB_IMAGE,
                        "",
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrap),
                        JobTemplate.kafkaSecret(kafka),
                        new ResourceRequirements()),
                Optional.empty());
    }

    /** The same, and the collector is told by that Secret how clusters let it in. */
    public ReconcilerConfig telling(CollectorSecret secret) {
        return new ReconcilerConfig(
                kafka,
                kubernetes,
                namespaces,
                maxConcurrentReconciles,
                reconcileTimeout,
                seat,
                jobs,
                Optional.of(secret));
    }
}

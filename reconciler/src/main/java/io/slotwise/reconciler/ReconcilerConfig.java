package io.slotwise.reconciler;

import io.fabric8.kubernetes.client.Config;
import io.slotwise.reconciler.objects.JobTemplate;
import java.util.Map;
import java.util.Set;

/**
 * How the reconciler runs.
 *
 * @param kafka Kafka client properties, {@code bootstrap.servers} at least
 * @param kubernetes how to reach the API server
 * @param namespaces which to look after; all when empty
 * @param maxConcurrentReconciles how many clusters at the same time, 1 or more
 * @param jobs what all jobs have in common
 */
public record ReconcilerConfig(
        Map<String, String> kafka,
        Config kubernetes,
        Set<String> namespaces,
        int maxConcurrentReconciles,
        JobTemplate jobs) {
    public static final int DEFAULT_CONCURRENCY = 4;
    public static final String DEFAULT_JOB_IMAGE = "slotwise/job-runner:0.1.0";

    public ReconcilerConfig {
        kafka = Map.copyOf(kafka);
        namespaces = Set.copyOf(namespaces);
        if (!kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("bootstrap.servers is missing; name a broker as host:port");
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
                new JobTemplate(DEFAULT_JOB_IMAGE, "", Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrap)));
    }
}

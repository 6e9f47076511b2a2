package io.slotwise.collector;

import io.slotwise.collector.prometheus.PromQueries;
import io.slotwise.collector.redis.Password;
import io.slotwise.collector.redis.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a collector runs.
 *
 * @param kafka properties of the Kafka clients, {@code bootstrap.servers} among them
 * @param nodeTimeout after which a node counts as silent; never more than four fifths of the cluster's interval
 * @param password of the Redis nodes' default user
 * @param tls how the nodes are asked over TLS; without it they are asked in the clear
 * @param access folder with a file for each cluster that lets the collector in by other means than the two before
 * @param queries what Prometheus is asked
 * @param prometheusTimeout how long an answer of Prometheus may take
 * @param prometheusPause how long a Prometheus that failed is left alone
 * @param discoveryExpiry how long an unused connection to a node is kept
 */
public record CollectorConfig(
        Map<String, String> kafka,
        Duration nodeTimeout,
        Optional<Password> password,
        Optional<Tls> tls,
        Optional<Path> access,
        PromQueries queries,
        Duration prometheusTimeout,
        Duration prometheusPause,
        Duration discoveryExpiry) {
    public CollectorConfig {
        kafka = Map.copyOf(kafka);
        if (!kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("the Kafka properties lack bootstrap.servers");
        }
        positive("nodeTimeout", nodeTimeout);
        positive("prometheusTimeout", prometheusTimeout);
        positive("prometheusPause", prometheusPause);
        positive("discoveryExpiry", discoveryExpiry);
    }

    /** A configuration with every default. */
    public static CollectorConfig of(Map<String, String> kafka) {
        return new CollectorConfig(
                kafka,
                Duration.ofSeconds(2),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PromQueries.defaults(),
                Duration.ofSeconds(3),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5));
    }

    public CollectorConfig withNodeTimeout(Duration timeout) {
        return new CollectorConfig(
                kafka, timeout, password, tls, access, queries, prometheusTimeout, prometheusPause, discoveryExpiry);
    }

    public CollectorConfig withPassword(Optional<Password> secret) {
        return new CollectorConfig(
                kafka, nodeTimeout, secret, tls, access, queries, prometheusTimeout, prometheusPause, discoveryExpiry);
    }

    public CollectorConfig withTls(Optional<Tls> secured) {
        return new CollectorConfig(
                kafka,
                nodeTimeout,
                password,
                secured,
                access,
                queries,
                prometheusTimeout,
                prometheusPause,
                discoveryExpiry);
    }

    public CollectorConfig withAccess(Optional<Path> folder) {
        return new CollectorConfig(
                kafka,
                nodeTimeout,
                password,
                tls,
                folder,
                queries,
                prometheusTimeout,
                prometheusPause,
                discoveryExpiry);
    }

    public CollectorConfig withQueries(PromQueries promQueries) {
        return new CollectorConfig(
                kafka,
                nodeTimeout,
                password,
                tls,
                access,
                promQueries,
                prometheusTimeout,
                prometheusPause,
                discoveryExpiry);
    }

    private static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(what + " must be more than nothing but is " + value);
        }
    }
}

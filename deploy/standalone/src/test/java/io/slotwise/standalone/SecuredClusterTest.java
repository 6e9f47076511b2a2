package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.slotwise.embedded.redis.TestAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with passwords and TLS, from its first pod to its second certificate. */
class SecuredClusterTest {
    @Test
    void passwordAndCertificateAreReplacedWhileAClientStaysOn(@TempDir Path folder) throws Exception {
        TestAuthority authority = new TestAuthority(folder.resolve("authority"));
        try (Site site = new Site(folder);
                Guest guest = new Guest(authority.certificate())) {
            site.certify(authority, "first");
            site.create("""
                    apiVersion: cache.example.com/v1
                    kind: RedisCluster
                    metadata: {name: vault}
                    spec:
                      masters: 3
                      autoScaleEnabled: false
                      cpuThreshold: 70
                      metricsQueryInterval: 5
                      auth: {rotationGraceSeconds: 3600}
                      tls: {}
                    """);
            await("without its password it says what is missing")
                    .untilAsserted(() -> assertThat(site.cluster("vault")
                                    .statusOrNew()
                                    .condition("Ready")
                                    .map(condition -> condition.getMessage())
                                    .orElse(""))
                            .contains("redis-auth", "password", "create it"));
            site.secret("redis-auth", Map.of("password", "first-of-all"));
            site.awaitStatus("vault", "formed by jobs that need a password and TLS", Site.isTrue("Ready"));
            site.awaitStatus("vault", "seen by the collector", Site.isTrue("Healthy"));

            PodAddress node =
                    PodAddress.of(site.kubernetes(), site.key("vault")).get(0);
            assertThatThrownBy(() -> guest.open(node, "wrong")).isInstanceOf(RedisConnectionException.class);
            StatefulRedisConnection<String, String> loyal = guest.open(node, "first-of-all");
            String before = guest.certificate(node);

            site.secret("redis-auth", Map.of("password", "second-to-none"));
            await("every node takes the new password")
                    .atMost(Duration.ofMinutes(1))
                    .ignoreException(RedisConnectionException.class)
                    .untilAsserted(() -> {
                        for (PodAddress each : PodAddress.of(site.kubernetes(), site.key("vault"))) {
                            guest.open(each, "second-to-none").close();
                        }
                    });
            guest.open(node, "first-of-all").close();
            assertThat(loyal.sync().ping())
                    .as("who came with the old one stays")
                    .isEqualTo("PONG");

            site.patch("vault", "{\"auth\":{\"rotationGraceSeconds\":0}}");
            await("the old password is void after the grace")
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThatThrownBy(() -> guest.open(node, "first-of-all"))
                            .isInstanceOf(RedisConnectionException.class));
            assertThat(loyal.sync().ping()).isEqualTo("PONG");

            site.certify(authority, "second");
            await("nodes show the new certificate")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !guest.certificate(node).equals(before));
            assertThat(loyal.sync().ping()).isEqualTo("PONG");
            site.awaitStatus("vault", "settled", Site.isTrue("Ready").and(Site.isTrue("Healthy")));
            assertThat(site.everythingSaid())
                    .as("events, status, jobs and records")
                    .doesNotContain("first-of-all", "second-to-none");
        }
    }
}

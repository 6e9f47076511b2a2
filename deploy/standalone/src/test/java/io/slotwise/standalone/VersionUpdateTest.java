package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Event;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.slotwise.embedded.redis.TestAuthority;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.standalone.load.LoadConfig;
import io.slotwise.standalone.load.LoadGenerator;
import io.slotwise.standalone.load.LoadReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An update from one version of the server to another, of a cluster with passwords and TLS, under load. */
@EnabledIfSystemProperty(named = "slotwise.e2e", matches = "all", disabledReason = "takes minutes; -Pdeep runs it")
class VersionUpdateTest {
    private static final String PASSWORD = "open-sesame";
    private static final Predicate<RedisClusterStatus> WELL =
            Site.isTrue("Ready").and(Site.isTrue("Healthy"));

    /** The setting is one that the first version refuses; the rules are about commands that it does not know. */
    @ParameterizedTest
    @CsvSource({
        "6.2, 7.0, hash-max-listpack-entries, 256, +cluster|nodes",
        "7.0, 8.6, max-new-connections-per-cycle, 20, +cluster|migration"
    })
    void loadGoesOnAndSettingsAndUsersAreThoseOfTheNewVersion(
            String from, String to, String setting, String value, String rule, @TempDir Path folder) throws Exception {
        Optional<String> missing = Ground.lacks(from).or(() -> Ground.lacks(to));
        assumeTrue(missing.isEmpty(), missing.orElse(""));
        TestAuthority authority = new TestAuthority(folder.resolve("authority"));
        try (Site site = new Site(folder);
                Guest guest = new Guest(authority.certificate())) {
            site.certify(authority, "nodes");
            site.secret("redis-auth", Map.of("password", PASSWORD));
            site.create("""
                    apiVersion: cache.example.com/v1
                    kind: RedisCluster
                    metadata: {name: up}
                    spec:
                      masters: 3
                      redisVersion: "%s"
                      autoScaleEnabled: false
                      cpuThreshold: 70
                      metricsQueryInterval: 5
                      auth: {}
                      tls: {}
                    """.formatted(from));
            site.awaitStatus("up", "formed", WELL);
            LoadConfig load = LoadConfig.of(seeds(site)).withBaseKeys(2_000).withLedger(500, 50);
            try (LoadGenerator clients = LoadGenerator.start(load)) {
                site.patch(
                        "up",
                        "{\"redisVersion\":\"" + to + "\",\"redisConfig\":{\"" + setting + "\":\"" + value + "\"}}");
                site.awaitStatus("up", "updated", WELL);
                LoadReport report = clients.verify();
                assertThat(report.nothingLost()).as("%s", report).isTrue();
                assertThat(report.clientErrors()).as("%s", report.firstErrors()).isZero();
            }
            assertThat(PodAddress.of(site.kubernetes(), site.key("up")))
                    .hasSize(8)
                    .allSatisfy(node -> {
                        try (StatefulRedisConnection<String, String> connection = guest.open(node, PASSWORD)) {
                            RedisCommands<String, String> redis = connection.sync();
                            assertThat(redis.info("server")).contains("redis_version:" + to);
                            assertThat(redis.configGet(setting)).containsEntry(setting, value);
                            assertThat(redis.aclList())
                                    .hasSize(5)
                                    .filteredOn(user -> user.startsWith("user slotwise-jobs "))
                                    .singleElement()
                                    .asString()
                                    .contains(rule);
                        }
                    });
            assertThat(site.events())
                    .extracting(Event::getReason)
                    .doesNotContain("JOB_FAILED", "UPDATE_STALLED", "HEALING");
        }
    }

    private static List<RedisURI> seeds(Site site) {
        return PodAddress.of(site.kubernetes(), site.key("up")).stream()
                .map(node -> RedisURI.builder()
                        .withHost(node.host())
                        .withPort(node.port())
                        .withSsl(true)
                        .withVerifyPeer(SslVerifyMode.NONE)
                        .withPassword(PASSWORD.toCharArray())
                        .build())
                .toList();
    }
}

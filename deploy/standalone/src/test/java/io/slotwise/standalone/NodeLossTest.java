package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.lettuce.core.RedisURI;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.standalone.load.LoadConfig;
import io.slotwise.standalone.load.LoadGenerator;
import io.slotwise.standalone.load.LoadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A node of Kubernetes that is lost with all that is on it, under load. */
class NodeLossTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int WRITES_PER_SECOND = 50;
    private static final Predicate<RedisClusterStatus> WELL =
            Site.isTrue("Ready").and(Site.isTrue("Healthy"));

    @Test
    @EnabledIfSystemProperty(named = "slotwise.e2e", matches = "all", disabledReason = "takes a minute; -Pdeep runs it")
    void theReplicasElsewhereTakeOverAndTheClusterGetsWellOnTheOtherNodes(@TempDir Path folder) throws Exception {
        try (Site site = new Site(folder)) {
            site.create("""
                    apiVersion: cache.example.com/v1
                    kind: RedisCluster
                    metadata: {name: spread}
                    spec:
                      masters: 3
                      autoScaleEnabled: false
                      cpuThreshold: 70
                      metricsQueryInterval: 5
                    """);
            site.awaitStatus("spread", "formed", WELL);
            try (LoadGenerator clients = clients(site)) {
                await("replicas that hold what is to be kept")
                        .atMost(LIMIT)
                        .until(() -> clients.snapshot().ackedWrites() > 200);
                String node = Objects.requireNonNull(pods(site).stream()
                        .filter(pod ->
                                "master".equals(pod.getMetadata().getLabels().get("role")))
                        .findFirst()
                        .orElseThrow()
                        .getSpec()
                        .getNodeName());
                int there = Site.on(node, pods(site)).size();
                assertThat(there).as("pods on the node that is lost").isGreaterThan(1);

                site.lose(node);
                site.awaitStatus("spread", "hurt", Site.isTrue("Ready").negate());
                await("writes everywhere")
                        .atMost(LIMIT)
                        .until(() -> clients.verify().unread() == 0);

                site.giveUp(node);
                site.awaitStatus("spread", "well again", WELL);
                assertThat(pods(site))
                        .hasSize(8)
                        .noneMatch(pod -> node.equals(pod.getSpec().getNodeName()));
                LoadReport report = clients.verify();
                assertThat(report.baseKeysMissing()).as("%s", report).isZero();
                assertThat(report.wrongValues()).as("%s", report).isZero();
                assertThat(report.unread()).as("%s", report).isZero();
                assertThat(report.ackedWritesLost())
                        .as(
                                "no replica held the writes of the last instant; more than a second is too much: %s",
                                report)
                        .isLessThanOrEqualTo(WRITES_PER_SECOND);
            }
        }
    }

    private static LoadGenerator clients(Site site) {
        List<RedisURI> seeds = PodAddress.of(site.kubernetes(), site.key("spread")).stream()
                .map(address -> RedisURI.create(address.host(), address.port()))
                .toList();
        return LoadGenerator.start(LoadConfig.of(seeds)
                .withBaseKeys(2_000)
                .withLedger(500, WRITES_PER_SECOND)
                .withCommandTimeout(Duration.ofSeconds(1)));
    }

    private static List<Pod> pods(Site site) {
        return site
                .kubernetes()
                .pods()
                .inNamespace(site.namespace())
                .withLabel("app", "redis-cluster")
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getName().matches("spread-\\d"))
                .toList();
    }
}

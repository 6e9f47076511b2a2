package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.standalone.load.LoadConfig;
import io.slotwise.standalone.load.LoadGenerator;
import io.slotwise.standalone.load.LoadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and accidents do to clusters, with Redis, jobs and Kafka as they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterLifeTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @BeforeAll
    void opens(@TempDir Path folder) throws Exception {
        site = new Site(folder);
    }

    @AfterAll
    void closes() {
        site.close();
    }

    @Test
    @EnabledIfSystemProperty(named = "slotwise.e2e", matches = "all", disabledReason = "takes minutes; -Pdeep runs it")
    void aManifestOfTheSeedIsAppliedAsItIsAndItsClusterIsUpdatedUnderLoadByReconcilersThatAreReplaced() {
        site.create("""
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata:
                  name: seeded
                spec:
                  masters: 3
                  minMasters: 3
                  replicasPerMaster: 1
                  redisVersion: "7.0"
                  autoScaleEnabled: false
                  cpuThreshold: 70
                  cpuThresholdLow: 20
                  memoryThreshold: 70
                  memoryThresholdLow: 30
                  reshardTimeoutSeconds: 600
                  scaleCooldownSeconds: 60
                  metricsQueryInterval: 5
                  prometheusURL: http://prometheus-operated.monitoring.svc:9090
                  existingCluster: false
                  podSelector: {}
                  serviceName: ""
                  statefulSetName: ""
                  manageStatefulSet: true
                """);
        site.awaitStatus("seeded", "formed", Site.isTrue("Ready").and(Site.isTrue("Healthy")));
        ClusterKey key = site.key("seeded");
        LoadConfig load = LoadConfig.of(seeds(key)).withBaseKeys(2_000).withLedger(500, 50);
        try (LoadGenerator clients = LoadGenerator.start(load)) {
            site.patch("seeded", "{\"redisVersion\":\"7.2\"}");
            for (int replaced = 0; replaced < 3; replaced++) {
                int atLeast = 2 * replaced + 1;
                await("an update of pod " + atLeast)
                        .atMost(LIMIT)
                        .until(() ->
                                pods("seeded").stream().filter(this::isUpdated).count() >= atLeast);
                site.replaceReconciler();
            }
            site.awaitStatus("seeded", "updated", Site.isTrue("Ready").and(Site.isTrue("Healthy")));
            assertThat(pods("seeded")).hasSize(8).allMatch(this::isUpdated);
            assertThat(clients.verify())
                    .satisfies(report ->
                            assertThat(report.nothingLost()).as("%s", report).isTrue())
                    .extracting(LoadReport::clientErrors)
                    .isEqualTo(0L);

            site.patch("seeded", "{\"masters\":4}");
            site.awaitStatus("seeded", "resharding", status -> status.isResharding());
            site.replaceReconciler();
            site.awaitStatus("seeded", "scaled", Site.isTrue("Ready").and(status -> status.currentMasters() == 4));
            assertThat(clients.verify().nothingLost()).isTrue();
        }
        assertThat(eventsOf("seeded"))
                .extracting(Event::getMessage)
                .as("masters are handed over before their pods go")
                .anyMatch(message -> message.contains("job failover was started"));
        String lost = pods("seeded").stream()
                .filter(pod -> "master".equals(pod.getMetadata().getLabels().get("role")))
                .findFirst()
                .orElseThrow()
                .getMetadata()
                .getName();
        site.kubernetes()
                .pods()
                .inNamespace(site.namespace())
                .withName(lost)
                .withGracePeriod(0)
                .delete();
        site.awaitStatus("seeded", "hurt", Site.isTrue("Healthy").negate());
        site.awaitStatus("seeded", "well again", Site.isTrue("Ready").and(Site.isTrue("Healthy")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            masters: 2 | masters must be at least minMasters: raise masters or lower minMasters
            masters: 4, maxMasters: 3 | masters must be at most maxMasters: lower masters or raise maxMasters
            masters: 3, minMasters: 2 | spec.minMasters
            masters: 3, cpuThresholdLow: 70 | cpuThreshold must exceed cpuThresholdLow
            masters: 3, metricsQueryInterval: 1 | spec.metricsQueryInterval
            masters: 3, redisConfig: {port: "7"} | redisConfig must leave out
            """)
    void limitsThatAreNotKeptAreRefusedOnApply(String fields, String sentence) {
        assertThatThrownBy(() -> site.create("""
                        apiVersion: cache.example.com/v1
                        kind: RedisCluster
                        metadata: {name: refused}
                        spec: {autoScaleEnabled: true, cpuThreshold: 70, %s}
                        """.formatted(fields))).hasMessageContaining(sentence);
    }

    @Test
    void aClusterThatIsDeletedAndCreatedAgainHasItsData() {
        site.form("kept", "storage: {size: 1Gi}");
        ClusterKey key = site.key("kept");
        assertThatThrownBy(() -> site.patch("kept", "{\"masters\":2}"))
                .hasMessageContaining("masters must be at least minMasters");
        with(key, redis -> {
            for (int i = 0; i < 200; i++) {
                redis.sync().set("key" + i, "value" + i);
            }
        });

        site.kubernetes()
                .resources(RedisCluster.class)
                .inNamespace(site.namespace())
                .withName("kept")
                .delete();
        await("its pods go").atMost(LIMIT).until(() -> pods("kept").isEmpty());
        assertThat(site.kubernetes()
                        .persistentVolumeClaims()
                        .inNamespace(site.namespace())
                        .withLabel("cluster", "kept")
                        .list()
                        .getItems())
                .hasSize(4);

        site.form("kept", "storage: {size: 1Gi}");
        with(key, redis -> {
            for (int i = 0; i < 200; i++) {
                assertThat(redis.sync().get("key" + i)).isEqualTo("value" + i);
            }
        });
    }

    @Test
    void whatAFailedJobSaidStandsInTheEventAndTheConditionUntilItIsMended() {
        site.form("wrong", "redisConfig: {hz: \"20\"}");
        site.patch("wrong", "{\"redisConfig\":{\"hz\":\"often\"}}");
        RedisCluster stalled = site.awaitStatus("wrong", "stalled", Site.isTrue("Stalled"));
        String said = "'hz'";
        assertThat(stalled.statusOrNew().condition("Stalled").orElseThrow().getMessage())
                .contains("job wrong-configure failed, try 1", said, "(pod wrong-configure-", "exit code 3)");
        assertThat(eventsOf("wrong"))
                .filteredOn(event -> event.getReason().equals("JOB_FAILED"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getMessage()).contains(said, "exit code 3"));
        site.patch("wrong", "{\"redisConfig\":{\"hz\":\"30\"}}");
        site.awaitStatus("wrong", "mended", Site.isTrue("Ready").and(Site.isTrue("Healthy")));

        site.replaceReconciler("slotwise.invalid/runner:none");
        site.patch("wrong", "{\"redisConfig\":{\"hz\":\"40\"}}");
        site.awaitStatus("wrong", "a job that does not begin", ClusterLifeTest::doesNotBegin);
        assertThat(eventsOf("wrong"))
                .filteredOn(event -> event.getReason().equals("JOB_NOT_STARTED"))
                .isNotEmpty()
                .allMatch(event -> event.getType().equals("Warning"));
        site.replaceReconciler();
        site.awaitStatus("wrong", "mended again", Site.isTrue("Ready").and(Site.isTrue("Healthy")));

        site.patch("wrong", "{\"redisConfig\":{\"databases\":\"none\"}}");
        site.awaitStatus(
                "wrong",
                "a pod that quotes its log",
                status -> status.condition("Ready")
                        .filter(ready -> ready.getReason().equals("PODS_NOT_READY")
                                && ready.getMessage().contains("exit code 1: >>> 'databases none'"))
                        .isPresent());
        site.patch("wrong", "{\"redisConfig\":{\"databases\":null}}");
        site.awaitStatus("wrong", "mended for good", Site.isTrue("Ready").and(Site.isTrue("Healthy")));
    }

    private static boolean doesNotBegin(RedisClusterStatus status) {
        return status.condition("Stalled")
                .filter(stalled -> stalled.getStatus().equals("True")
                        && stalled.getReason().equals("JOB_NOT_STARTED")
                        && stalled.getMessage()
                                .matches("job wrong-configure does not begin: (ErrImagePull|ImagePullBackOff)"
                                        + ".*slotwise.invalid/runner:none.* \\(pod wrong-configure-\\S+\\)"))
                .isPresent();
    }

    private boolean isUpdated(Pod pod) {
        return pod.getSpec().getContainers().get(0).getImage().endsWith(":7.2");
    }

    private List<Pod> pods(String cluster) {
        return site
                .kubernetes()
                .pods()
                .inNamespace(site.namespace())
                .withLabel("cluster", cluster)
                .list()
                .getItems()
                .stream()
                .filter(pod ->
                        "redis-cluster".equals(pod.getMetadata().getLabels().get("app")))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    private List<Event> eventsOf(String cluster) {
        return site.events().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(cluster))
                .toList();
    }

    private List<RedisURI> seeds(ClusterKey cluster) {
        return PodAddress.of(site.kubernetes(), cluster).stream()
                .map(address -> RedisURI.create(address.host(), address.port()))
                .toList();
    }

    private void with(ClusterKey cluster, Consumer<StatefulRedisClusterConnection<String, String>> use) {
        RedisClusterClient client = RedisClusterClient.create(seeds(cluster));
        try (StatefulRedisClusterConnection<String, String> connection = client.connect()) {
            use.accept(connection);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        }
    }
}

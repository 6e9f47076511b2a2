package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.standalone.load.LoadConfig;
import io.slotwise.standalone.load.LoadGenerator;
import io.slotwise.standalone.load.LoadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A reconciler that is killed with SIGKILL in the middle of each operation, just when a job of it has begun. */
class OperatorKillTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Set<String> ONCE = Set.of("reshard", "drain", "heal");
    private static final Predicate<RedisClusterStatus> WELL =
            Site.isTrue("Ready").and(Site.isTrue("Healthy"));

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @SuppressWarnings("NullAway.Init")
    private ReconcilerProcess reconciler;

    @SuppressWarnings("NullAway.Init")
    private JobBook jobs;

    @BeforeEach
    void opens(@TempDir Path folder) throws Exception {
        site = new Site(folder);
        reconciler = site.withReconcilerInAProcess();
        jobs = new JobBook(site.kubernetes(), site.namespace());
    }

    @AfterEach
    void closes() {
        jobs.close();
        reconciler.close();
        site.close();
    }

    private void create(int replicas) {
        site.create("""
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata: {name: hit}
                spec:
                  masters: 3
                  replicasPerMaster: %d
                  redisVersion: "7.0"
                  autoScaleEnabled: false
                  cpuThreshold: 70
                  metricsQueryInterval: 5
                """.formatted(replicas));
    }

    @Test
    void aClusterThatWasFormingAndOneThatGrewGetThereWithOneJobEach() throws Exception {
        survives("bootstrap", () -> create(0), 3);
        assertThat(jobs.of("bootstrap")).hasSize(1);
        try (LoadGenerator clients = clients()) {
            survives("reshard", () -> site.patch("hit", "{\"masters\":4}"), 4);
            assertNobodyWasHurt(clients);
        }
        assertEachOperationWasDoneOnce();
    }

    @Test
    @EnabledIfSystemProperty(named = "slotwise.e2e", matches = "all", disabledReason = "takes minutes; -Pdeep runs it")
    void aClusterThatGrewShrankWasHealedAndUpdatedGetsThereWithOneJobEach() throws Exception {
        create(1);
        site.awaitStatus("hit", "formed", WELL);
        try (LoadGenerator clients = clients()) {
            survives("reshard", () -> site.patch("hit", "{\"masters\":4}"), 4);
            survives("drain", () -> site.patch("hit", "{\"masters\":3}"), 3);
            survives("heal", this::leaveASlotOpen, 3);
            assertNobodyWasHurt(clients);
            survives("failover", () -> site.patch("hit", "{\"redisVersion\":\"7.2\"}"), 3);
            assertNobodyWasHurt(clients);
        }
        assertThat(site.kubernetes()
                        .pods()
                        .inNamespace(site.namespace())
                        .withLabel("app", "redis-cluster")
                        .list()
                        .getItems())
                .hasSize(8)
                .allMatch(pod -> pod.getSpec().getContainers().get(0).getImage().endsWith(":7.2"));
        assertEachOperationWasDoneOnce();
    }

    /** A change is brought about, and the reconciler killed when the first job for it has begun. */
    private void survives(String kind, Runnable change, int masters) throws InterruptedException {
        int before = jobs.of(kind).size();
        change.run();
        await("a job " + kind)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> jobs.of(kind).size() > before);
        reconciler.killAndStartAnew();
        site.awaitStatus("hit", kind + " is over", WELL.and(status -> status.currentMasters() == masters));
    }

    private LoadGenerator clients() {
        return LoadGenerator.start(LoadConfig.of(seeds()).withBaseKeys(2_000).withLedger(500, 50));
    }

    private List<RedisURI> seeds() {
        return PodAddress.of(site.kubernetes(), site.key("hit")).stream()
                .map(address -> RedisURI.create(address.host(), address.port()))
                .toList();
    }

    /** A destination that waits for a slot which nobody gives: no client is sent there, and the cluster is not whole. */
    private void leaveASlotOpen() {
        RedisClient client = RedisClient.create();
        try {
            for (RedisURI node : seeds()) {
                try (StatefulRedisConnection<String, String> connection = client.connect(node)) {
                    List<String> nodes =
                            connection.sync().clusterNodes().lines().toList();
                    boolean owns = nodes.stream()
                            .anyMatch(line -> line.contains("myself,master") && line.matches(".* \\d+-\\d+.*"));
                    Optional<String> owner = nodes.stream()
                            .filter(line -> !line.contains("myself") && line.matches(".* \\d+-\\d+.*"))
                            .findFirst();
                    if (owns && owner.isPresent()) {
                        String slots = owner.get().replaceFirst(".* connected ", "");
                        connection
                                .sync()
                                .clusterSetSlotImporting(
                                        Integer.parseInt(slots.split("\\D", 2)[0]),
                                        owner.get().split(" ", 2)[0]);
                        return;
                    }
                }
            }
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        }
        throw new AssertionError("no master to leave a slot open at");
    }

    private static void assertNobodyWasHurt(LoadGenerator clients) {
        LoadReport report = clients.verify();
        assertThat(report.nothingLost()).as("%s", report).isTrue();
        assertThat(report.clientErrors()).as("%s", report.firstErrors()).isZero();
    }

    private void assertEachOperationWasDoneOnce() {
        assertThat(jobs.all()).doesNotHaveDuplicates();
        assertThat(jobs.all())
                .extracting(JobBook.Entry::kind)
                .filteredOn(ONCE::contains)
                .doesNotHaveDuplicates();
        assertThat(site.events()).extracting(Event::getReason).doesNotContain("JOB_FAILED");
    }
}

package io.slotwise.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.kube.proxy.ApiProxy;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Intent;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Reason;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import io.slotwise.reconciler.kafka.AuditTrail;
import io.slotwise.reconciler.proxy.Faults;
import io.slotwise.reconciler.world.FakeAgent;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconcilerTest {
    private static final ClusterKey KEY = new ClusterKey("default", "cart");

    private final EmbeddedApi api = RedisClusterApi.start();
    private final KubernetesClient client = api.client();
    private FakeAgent agent = new FakeAgent(client, KEY);
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @SuppressWarnings("NullAway.Init")
    private EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private TopicProbe probe;

    @SuppressWarnings("NullAway.Init")
    private Reconciler reconciler;

    @BeforeAll
    void starts(@TempDir Path directory) {
        broker = EmbeddedBroker.startWithTopics(directory);
        probe = new TopicProbe(broker.bootstrapServers());
    }

    @BeforeEach
    void startsReconciler() {
        client.pods().inNamespace("default").withGracePeriod(0).delete();
        agent = new FakeAgent(client, KEY);
        reconciler = start();
    }

    @AfterEach
    void stopsReconciler() {
        reconciler.close();
    }

    @AfterAll
    void closes() {
        probe.close();
        broker.close();
        api.close();
    }

    private Reconciler start() {
        return Reconciler.start(config(), registry);
    }

    private ReconcilerConfig config() {
        return config(api.url());
    }

    private ReconcilerConfig config(String url) {
        return ReconcilerConfig.of(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl(url)
                        .withNamespace("default")
                        .withOnlyHttpWatches(true)
                        .build());
    }

    /** One of several. */
    private Reconciler candidate(String identity, PrometheusRegistry its) {
        ReconcilerConfig alone = config();
        return Reconciler.start(
                new ReconcilerConfig(
                        alone.kafka(),
                        alone.kubernetes(),
                        alone.namespaces(),
                        alone.maxConcurrentReconciles(),
                        alone.reconcileTimeout(),
                        Optional.of(new ReconcilerConfig.Seat("default", "slotwise-reconciler", identity)),
                        alone.jobs(),
                        Optional.empty()),
                its);
    }

    private String leader() {
        return Optional.ofNullable(client.leases()
                        .inNamespace("default")
                        .withName("slotwise-reconciler")
                        .get())
                .map(lease -> lease.getSpec().getHolderIdentity())
                .orElse("");
    }

    private long jobsStarted() {
        return client.v1().events().inNamespace("default").list().getItems().stream()
                .filter(event -> event.getReason().equals(Reason.JOB_STARTED.name()))
                .filter(event -> event.getInvolvedObject().getName().equals("cart"))
                .count();
    }

    @Test
    void anUpgradeOfTheReconcilerInTheMiddleOfAReshardChangesNothing() {
        reconciler.close();
        PrometheusRegistry secondRegistry = new PrometheusRegistry();
        Reconciler first = candidate("first", registry);
        await().until(() -> leader().equals("first"));
        try (Reconciler second = candidate("second", secondRegistry)) {
            create();
            whileTheWorldTurns().until(() -> isReady(3));
            assertThat(second.unready()).as("who waits for the lease is ready").isEmpty();
            long before = jobsStarted();

            agent.holdJobs();
            client.resources(RedisCluster.class)
                    .inNamespace("default")
                    .withName("cart")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"masters\":4}}");
            whileTheWorldTurns()
                    .until(() -> client.batch()
                                    .v1()
                                    .jobs()
                                    .inNamespace("default")
                                    .withName("cart-reshard")
                                    .get()
                            != null);
            first.close();
            await().until(() -> leader().equals("second"));
            assertThat(cluster().statusOrNew().isResharding()).isTrue();
            agent.letJobs(FakeAgent.JobFate.SUCCEEDS);

            whileTheWorldTurns().until(() -> isReady(4));
            assertThat(jobsStarted() - before)
                    .as("one reshard and one standby, as without the upgrade")
                    .isEqualTo(2);
            client.resource(cluster()).delete();
            await().until(() -> latestRecord().isEmpty());
        }
    }

    @Test
    void aReconcilerWhoseWatchesAreCutAndWhoseRequestsFailGetsThereWithoutAHotLoop() throws IOException {
        reconciler.close();
        Faults faults = new Faults(7, 5);
        try (ApiProxy proxy = ApiProxy.start(api.url(), faults);
                Reconciler troubled = Reconciler.start(config(proxy.url()), registry)) {
            create();
            whileTheWorldTurns().until(() -> isReady(3));
            client.resources(RedisCluster.class)
                    .inNamespace("default")
                    .withName("cart")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"masters\":4}}");
            whileTheWorldTurns().until(() -> isReady(4));
            assertThat(troubled.dead()).isEmpty();
            client.resource(cluster()).delete();
            await().atMost(Duration.ofSeconds(30)).until(() -> latestRecord().isEmpty());
            assertThat(faults.seen()).isNotEmpty();
            assertThat(faults.requests()).as("requests").isLessThan(4_000);
            assertThat(requests("500")).as("counted").isPositive();
        }
    }

    private double requests(String code) {
        return registry.scrape().stream()
                .filter(metric -> metric.getMetadata().getName().equals("slotwise_kubernetes_requests"))
                .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
                .filter(point -> code.equals(point.getLabels().get("code")))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    private void create() {
        client.resource(Serialization.unmarshal("""
                        apiVersion: cache.example.com/v1
                        kind: RedisCluster
                        metadata: {name: cart, namespace: default}
                        spec: {masters: 3, autoScaleEnabled: true, cpuThreshold: 70, metricsQueryInterval: 5}
                        """, GenericKubernetesResource.class))
                .create();
    }

    /** Waits, and lets pods, jobs and the collector work while it does. */
    private ConditionFactory whileTheWorldTurns() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .conditionEvaluationListener(condition -> {
                    agent.work();
                    probe.send(Topic.SAMPLES, KEY, agent.sample(Instant.now()));
                });
    }

    private RedisCluster cluster() {
        return client.resources(RedisCluster.class)
                .inNamespace("default")
                .withName("cart")
                .get();
    }

    private boolean isReady(int masters) {
        return cluster().statusOrNew().currentMasters() == masters
                && cluster().statusOrNew().observedGeneration()
                        == cluster().getMetadata().getGeneration()
                && cluster()
                        .statusOrNew()
                        .condition("Ready")
                        .filter(condition -> condition.getStatus().equals("True"))
                        .isPresent();
    }

    @Test
    void aClusterIsFormedScaledByIntentAndByHandOverARestartAndForgotten() throws Exception {
        create();
        whileTheWorldTurns().until(() -> isReady(3));
        assertThat(latestRecord())
                .hasValueSatisfying(value -> assertThat(value.phase()).isEqualTo(ClusterRecord.Phase.INITIALIZED));

        Topic.ALL.forEach(topic -> probe.sendRubbish(topic, KEY));
        Intent intent = intent(4);
        probe.send(Topic.INTENTS, KEY, intent);
        whileTheWorldTurns().until(() -> isReady(4));
        assertThat(cluster().getMetadata().getAnnotations()).containsEntry("slotwise.io/intent", intent.id());
        assertThat(probe.readable(Topic.DEAD_LETTERS))
                .as("of each topic that it reads, one letter with the reason")
                .extracting(
                        DeadLetter::topic,
                        DeadLetter::component,
                        letter -> letter.problem().startsWith("not a"))
                .containsExactlyInAnyOrder(
                        tuple(Topic.CLUSTERS.name(), "reconciler", true),
                        tuple(Topic.SAMPLES.name(), "reconciler", true),
                        tuple(Topic.INTENTS.name(), "reconciler", true),
                        tuple(Topic.JOB_EVENTS.name(), "reconciler", true));
        assertTheMetricsTellHowFarJobsAreAndHowFarTheTopicsAreRead();

        assertTheAuditTrailTells(intent);

        reconciler.close();
        reconciler = start();
        assertThat(cluster().getSpec().masters())
                .as("the intent that is still in the topic is not applied again")
                .isEqualTo(4);
        client.resources(RedisCluster.class)
                .inNamespace("default")
                .withName("cart")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"masters\":3}}");
        whileTheWorldTurns().until(() -> isReady(3));
        assertThat(agent.redis().nodes()).hasSize(8);

        client.resource(cluster()).delete();
        await().until(() -> latestRecord().isEmpty());
        await().untilAsserted(() -> assertThat(shown("slotwise_job_slots_done"))
                .as("nothing is shown of a cluster that is gone")
                .isEmpty());
    }

    @Test
    void aClusterThatWentWhileNobodyWatchedIsForgottenAtTheStartAndNoOther() {
        create();
        whileTheWorldTurns().until(() -> latestRecord().isPresent());
        reconciler.close();
        reconciler = start();
        assertThat(latestRecord()).as("it is still there").isPresent();
        reconciler.close();
        client.resource(cluster()).delete();
        reconciler = start();
        await().until(() -> latestRecord().isEmpty());
    }

    private void assertTheMetricsTellHowFarJobsAreAndHowFarTheTopicsAreRead() {
        probe.send(Topic.JOB_EVENTS, KEY, event(JobEvent.Phase.STARTED, 0, 0));
        probe.send(Topic.JOB_EVENTS, KEY, event(JobEvent.Phase.PROGRESS, 1024, 4096));
        await().untilAsserted(() -> assertThat(shown("slotwise_job_slots_done")).containsExactly(1024.0));
        assertThat(shown("slotwise_job_slots_to_do")).containsExactly(3072.0);
        assertThat(shown("slotwise_job_keys_moved")).containsExactly(62_500.0);
        assertThat(shown("slotwise_job_runs")).containsExactly(1.0);
        assertThat(shown("slotwise_reconciler_kafka_lag_records"))
                .as("of intents, clusters, samples and job events")
                .hasSize(4)
                .allMatch(records -> records >= 0);
    }

    private static JobEvent event(JobEvent.Phase phase, int done, int total) {
        return new JobEvent(
                KEY,
                "cart-reshard",
                "run",
                JobEvent.Kind.RESHARD,
                phase,
                Instant.now(),
                done,
                total,
                done == 0 ? 0 : 62_500,
                "");
    }

    private List<Double> shown(String name) {
        return registry.scrape().stream()
                .filter(metric -> metric.getMetadata().getName().equals(name))
                .flatMap(metric -> metric.getDataPoints().stream())
                .map(point -> point instanceof GaugeSnapshot.GaugeDataPointSnapshot gauge
                        ? gauge.getValue()
                        : ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
                .toList();
    }

    private void assertTheAuditTrailTells(Intent intent) throws IOException, InterruptedException {
        AuditTrail trail = new AuditTrail(config().kafka());
        try (HttpEndpoint http = HttpEndpoint.start(0, new PrometheusRegistry(), reconciler, trail)) {
            List<String> lines = audit(http, "cluster=" + KEY).body().lines().toList();
            assertThat(lines)
                    .anyMatch(line -> line.contains(Topic.INTENTS.name()) && line.contains(intent.id()))
                    .anyMatch(line -> line.contains(Topic.CLUSTERS.name()) && line.contains("RESHARD"))
                    .anyMatch(line -> line.contains("unreadable"))
                    .allSatisfy(line -> assertThat(Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class)
                                    .path("cluster")
                                    .asText())
                            .isEqualTo(KEY.toString()));
            assertThat(audit(http, "cluster=default/other").body()).isEmpty();
            assertThat(audit(http, "since=" + Instant.now().plusSeconds(3600)).body())
                    .isEmpty();
            assertThat(audit(http, "since=yesterday"))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                    .satisfies(answer -> assertThat(answer.body()).contains("since is 'yesterday'"));
        }
    }

    private static HttpResponse<String> audit(HttpEndpoint http, String query)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + "/audit/export?" + query))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private Intent intent(int masters) {
        long generation = cluster().getMetadata().getGeneration();
        return new Intent(
                KEY + "@" + generation,
                KEY,
                generation,
                masters,
                Reason.CPU_ABOVE_THRESHOLD,
                "cart-0 uses 91 % CPU",
                "cart-0",
                Instant.now(),
                Instant.now().plusSeconds(60));
    }

    private Optional<ClusterRecord> latestRecord() {
        return probe.latest(Topic.CLUSTERS, KEY);
    }
}

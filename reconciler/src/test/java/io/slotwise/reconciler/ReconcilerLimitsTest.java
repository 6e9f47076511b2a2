package io.slotwise.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.kube.proxy.ApiProxy;
import io.slotwise.embedded.kube.proxy.Fate;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.kafka.AuditTrail;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How many clusters at a time, how long each, and what probes are told, on a real API and Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconcilerLimitsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final EmbeddedApi api = RedisClusterApi.start();
    private final KubernetesClient client = api.client();

    @SuppressWarnings("NullAway.Init")
    private EmbeddedBroker broker;

    @BeforeAll
    void starts(@TempDir Path directory) {
        broker = EmbeddedBroker.startWithTopics(directory);
    }

    @AfterEach
    void forgetsTheClusters() {
        client.resources(RedisCluster.class).inNamespace("default").delete();
        await().atMost(LIMIT)
                .until(() -> client.apps()
                        .statefulSets()
                        .inNamespace("default")
                        .list()
                        .getItems()
                        .isEmpty());
    }

    @AfterAll
    void closes() {
        broker.close();
        api.close();
    }

    private Reconciler start(String url, int concurrency, Duration timeout, PrometheusRegistry registry) {
        ReconcilerConfig usual = ReconcilerConfig.of(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl(url)
                        .withNamespace("default")
                        .withOnlyHttpWatches(true)
                        .withRequestRetryBackoffLimit(0)
                        .build());
        return Reconciler.start(
                new ReconcilerConfig(
                        usual.kafka(),
                        usual.kubernetes(),
                        Set.of(),
                        concurrency,
                        timeout,
                        Optional.empty(),
                        usual.jobs(),
                        Optional.empty()),
                registry);
    }

    private void create(int clusters) {
        IntStream.range(0, clusters)
                .forEach(
                        i -> client.resource(Serialization.unmarshal("""
                        apiVersion: cache.example.com/v1
                        kind: RedisCluster
                        metadata: {name: cart%d, namespace: default}
                        spec: {masters: 3, autoScaleEnabled: false, cpuThreshold: 70}
                        """.formatted(i), GenericKubernetesResource.class))
                                .create());
    }

    private List<String> sets() {
        return client.apps().statefulSets().inNamespace("default").list().getItems().stream()
                .map(set -> set.getMetadata().getName())
                .toList();
    }

    /** The request with which each step of a turn begins. */
    private static boolean isLook(String method, URI uri) {
        return method.equals("GET") && uri.getPath().matches(".*/redisclusters/cart\\d+");
    }

    @Test
    void asManyClustersAsSaidAreReconciledAtTheSameTimeAndNoMore() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ApiProxy.Judge judge = (method, uri) -> {
            if (isLook(method, uri)) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                awaitQuietly(opened);
                inside.decrementAndGet();
            }
            return Fate.PASSES;
        };
        create(6);
        try (ApiProxy proxy = ApiProxy.start(api.url(), judge);
                Reconciler reconciler = start(proxy.url(), 2, MINUTE, new PrometheusRegistry())) {
            await().atMost(LIMIT).until(() -> inside.get() == 2);
            await().during(Duration.ofSeconds(1)).atMost(LIMIT).until(() -> inside.get() == 2);
            opened.countDown();
            await().atMost(LIMIT).until(() -> sets().size() == 6);
            assertThat(reconciler.dead()).isEmpty();
        }
        assertThat(most).hasValue(2);
    }

    /** An annotation leaves the generation as it is. */
    @Test
    void aPauseThatIsCorrectedIsNoticedAtOnce() {
        create(1);
        try (Reconciler reconciler = start(api.url(), 1, MINUTE, new PrometheusRegistry())) {
            await().atMost(LIMIT).until(() -> !readyReason().isEmpty());
            pause("banana");
            await().atMost(LIMIT).until(() -> readyReason().equals("SPEC_REFUSED"));
            pause("all");
            await().atMost(LIMIT).until(() -> !readyReason().equals("SPEC_REFUSED"));
            assertThat(reconciler.dead()).isEmpty();
        }
    }

    private void pause(String value) {
        client.resources(RedisCluster.class)
                .inNamespace("default")
                .withName("cart0")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"slotwise.io/pause\":\"" + value + "\"}}}");
    }

    private String readyReason() {
        return client.resources(RedisCluster.class)
                .inNamespace("default")
                .withName("cart0")
                .require()
                .statusOrNew()
                .condition("Ready")
                .map(condition -> condition.getReason())
                .orElse("");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTurnPastItsTimeIsBrokenOffAndCountedSoThatTheOthersHaveTheirs() throws Exception {
        create(2);
        PrometheusRegistry registry = new PrometheusRegistry();
        ApiProxy.Judge slow = (method, uri) ->
                uri.toString().contains("watch=true") ? Fate.PASSES : new Fate.Delayed(Duration.ofMillis(50));
        try (ApiProxy proxy = ApiProxy.start(api.url(), slow);
                Reconciler reconciler = start(proxy.url(), 1, Duration.ofMillis(200), registry)) {
            await().atMost(LIMIT).until(() -> sets().size() == 2);
            assertThat(timeouts(registry)).isGreaterThanOrEqualTo(2);
            assertThat(reconciler.dead()).isEmpty();
        }
        assertThat(first("cart1")).as("one got on before the other was done").isLessThan(last("cart0"));
        assertThat(first("cart0")).isLessThan(last("cart1"));
    }

    private static double timeouts(PrometheusRegistry registry) {
        return registry.scrape().stream()
                .filter(metric -> metric.getMetadata().getName().equals("slotwise_reconcile_timeouts"))
                .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    /** When the cluster's objects were made, as the API counts its writes. */
    private Stream<Long> made(String cluster) {
        List<HasMetadata> objects = Stream.of(
                        client.configMaps()
                                .inNamespace("default")
                                .withLabel("cluster", cluster)
                                .list()
                                .getItems(),
                        client.services()
                                .inNamespace("default")
                                .withLabel("cluster", cluster)
                                .list()
                                .getItems(),
                        client.apps()
                                .statefulSets()
                                .inNamespace("default")
                                .withLabel("cluster", cluster)
                                .list()
                                .getItems())
                .flatMap(List::stream)
                .map(HasMetadata.class::cast)
                .toList();
        return objects.stream()
                .map(object -> Long.parseLong(object.getMetadata().getResourceVersion()));
    }

    private long first(String cluster) {
        return made(cluster).min(Long::compare).orElseThrow();
    }

    private long last(String cluster) {
        return made(cluster).max(Long::compare).orElseThrow();
    }

    @Test
    void probesAreToldWhenTurnsFailWhenTheyGoWellAgainAndWhenAWatchIsDown() throws Exception {
        AtomicBoolean down = new AtomicBoolean();
        ApiProxy.Judge judge = (method, uri) -> down.get() && isLook(method, uri)
                ? new Fate.Refused(500, "InternalError", "an error on the server")
                : Fate.PASSES;
        PrometheusRegistry registry = new PrometheusRegistry();
        ApiProxy proxy = ApiProxy.start(api.url(), judge);
        try (Reconciler reconciler = start(proxy.url(), 4, MINUTE, registry);
                HttpEndpoint http = HttpEndpoint.start(
                        0,
                        registry,
                        reconciler,
                        new AuditTrail(Map.of("bootstrap.servers", broker.bootstrapServers())))) {
            assertThat(ask(http, "/healthz")).isEqualTo("200 ok");
            await("all watches are open")
                    .atMost(LIMIT)
                    .until(() -> ask(http, "/readyz").equals("200 ok"));
            down.set(true);
            create(5);
            await().atMost(LIMIT).until(() -> ask(http, "/healthz").startsWith("503"));
            assertThat(ask(http, "/healthz")).contains("the last turns of 5 of 5 clusters failed");
            assertThat(ask(http, "/readyz")).as("its watches are up").isEqualTo("200 ok");
            assertThat(ask(http, "/metrics")).contains("slotwise_reconcile_errors_total");
            down.set(false);
            await().atMost(LIMIT).until(() -> ask(http, "/healthz").equals("200 ok"));
            proxy.close();
            await().atMost(LIMIT).until(() -> ask(http, "/readyz").startsWith("503"));
            assertThat(ask(http, "/readyz")).contains("a watch on Kubernetes is down");
        } finally {
            proxy.close();
        }
    }

    private static String ask(HttpEndpoint http, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().strip();
    }
}

package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.kube.proxy.ApiProxy;
import io.slotwise.model.ClusterKey;
import io.slotwise.reconciler.proxy.Faults;
import io.slotwise.reconciler.world.FakeNode;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Turns whose every tenth request fails in one of the ways in which API servers fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class FaultyApiTest {
    private static final int PERCENT = 10;

    private final EmbeddedApi api = RedisClusterApi.start();

    @SuppressWarnings("NullAway.Init")
    private End calm;

    /**
     * What a life came to.
     *
     * @param objects all that Kubernetes holds of the cluster, without what the server itself writes
     * @param generation how often the spec changed
     * @param nodes of Redis
     */
    private record End(String objects, long generation, List<String> nodes) {}

    @BeforeAll
    void livesWithoutFaults() throws IOException {
        calm = live(0, new Faults(0, 0));
    }

    @AfterAll
    void closes() {
        api.close();
    }

    /** Seeds: 20 from 1 on, or as many from there as the system properties {@code slotwise.api.seeds} and {@code .first} say. */
    static LongStream seeds() {
        long first = Long.getLong("slotwise.api.first", 1);
        return LongStream.range(first, first + Long.getLong("slotwise.api.seeds", 20));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aServerThatFailsLeadsToTheSameEnd(long seed) throws IOException {
        Faults faults = new Faults(seed, PERCENT);
        assertThat(live(seed, faults)).isEqualTo(calm);
        assertThat(faults.seen()).isNotEmpty();
    }

    private End live(long seed, Faults faults) throws IOException {
        try (ApiProxy proxy = ApiProxy.start(api.url(), faults);
                KubernetesClient way = client(proxy)) {
            String namespace = "seed-" + seed;
            api.client()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
            Scene scene = new Scene(api, new ClusterKey(namespace, "cart"), UnaryOperator.identity(), way);
            scene.create("{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, metricsQueryInterval: 5,"
                    + " replicasPerMaster: 0}");
            scene.settle();
            scene.send(4, "cart-1");
            scene.settle();
            scene.patch("{\"spec\":{\"redisVersion\":\"7.4\",\"redisConfig\":{\"maxmemory-policy\":\"allkeys-lru\"}}}");
            scene.settle();
            scene.send(3, "");
            scene.settle();
            End end = new End(
                    objects(scene),
                    scene.cluster().getMetadata().getGeneration(),
                    scene.agent().redis().nodes().stream()
                            .map(FaultyApiTest::said)
                            .sorted()
                            .toList());
            scene.remove();
            return end;
        }
    }

    private static String said(FakeNode node) {
        return (node.isMaster() ? "master" : "replica") + (node.isMember() ? "" : ", alone");
    }

    /** Each fault counts: the client itself tries nothing again. */
    private static KubernetesClient client(ApiProxy proxy) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(proxy.url())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private static String objects(Scene scene) {
        KubernetesClient client = scene.client();
        Stream<HasMetadata> all = Stream.of(
                        client.configMaps()
                                .inNamespace(scene.key().namespace())
                                .withLabel("cluster", "cart")
                                .list()
                                .getItems(),
                        client.services()
                                .inNamespace(scene.key().namespace())
                                .withLabel("cluster", "cart")
                                .list()
                                .getItems(),
                        client.apps()
                                .statefulSets()
                                .inNamespace(scene.key().namespace())
                                .list()
                                .getItems(),
                        client.batch()
                                .v1()
                                .jobs()
                                .inNamespace(scene.key().namespace())
                                .list()
                                .getItems())
                .flatMap(List::stream);
        return all.sorted(java.util.Comparator.comparing(
                        object -> object.getKind() + object.getMetadata().getName()))
                .map(FaultyApiTest::bare)
                .reduce("", String::concat);
    }

    private static String bare(HasMetadata object) {
        object.getMetadata().setUid(null);
        object.getMetadata().setNamespace(null);
        object.getMetadata().setResourceVersion(null);
        object.getMetadata().setCreationTimestamp(null);
        object.getMetadata().setOwnerReferences(null);
        object.getMetadata().setGeneration(null);
        if (object instanceof Service service) {
            service.getSpec().setClusterIP(null);
            service.getSpec().setClusterIPs(null);
        }
        if (object instanceof StatefulSet set) {
            set.setStatus(null);
        }
        return Serialization.asYaml(object);
    }
}

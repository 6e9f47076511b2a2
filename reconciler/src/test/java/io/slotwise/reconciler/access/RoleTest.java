package io.slotwise.reconciler.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.Reconciler;
import io.slotwise.reconciler.ReconcilerConfig;
import io.slotwise.reconciler.TopicProbe;
import io.slotwise.reconciler.objects.CollectorSecret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The roles that are deployed, enforced on a reconciler that forms, repairs, scales, updates and forgets a cluster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleTest {
    private static final Path FOR_ALL = Path.of("../deploy/manifests/reconciler-rbac.yaml");
    /** What the chart renders with two watchNamespaces; a test of the chart keeps it so. */
    private static final Path FOR_SHOP_AND_SEARCH =
            Path.of("../deploy/standalone/src/test/resources/chart/out-own-kafka.yaml");
    /** Where the reconciler itself runs, and its Lease is. */
    private static final String OWN = "redis-operator-system";

    private static final CollectorSecret SHARED = new CollectorSecret(OWN, "slotwise-collector-access");
    /** Granted, though no request shows it; the chart says why, next to the rule. */
    private static final Set<String> UNSEEN = Set.of("redisclusters/finalizers");

    @SuppressWarnings("NullAway.Init")
    private EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private TopicProbe probe;

    @BeforeAll
    void starts(@TempDir Path directory) {
        broker = EmbeddedBroker.startWithTopics(directory);
        probe = new TopicProbe(broker.bootstrapServers());
    }

    @AfterAll
    void closes() {
        probe.close();
        broker.close();
    }

    @Test
    void allThatTheReconcilerAsksForIsGrantedAndNothingElseIs() throws IOException {
        Grants grants = Grants.in(FOR_ALL);
        assertThat(grants.all())
                .as("roles that hold everywhere, or in the operator's own namespace")
                .allMatch(ask -> ask.equals(ask.everywhere()) || ask.namespace().equals(OWN));
        assertExactly(grants, live(grants, Set.of(), "default"));
    }

    @Test
    void withNamespacesARoleInEachOfThemIsEnough() throws IOException {
        Grants grants = Grants.in(FOR_SHOP_AND_SEARCH);
        assertThat(grants.all())
                .as("nothing for the whole cluster")
                .isNotEmpty()
                .noneMatch(ask -> ask.namespace().isEmpty());
        Set<Ask> used = live(grants, Set.of("shop", "search"), "shop");
        assertExactly(only("shop", grants), used);
        assertExactly(only(OWN, grants), used);
        assertThat(inNone(only("search", grants))).isEqualTo(inNone(only("shop", grants)));
    }

    private static Grants only(String namespace, Grants grants) {
        return new Grants(grants.all().stream()
                .filter(ask -> ask.namespace().equals(namespace))
                .collect(Collectors.toSet()));
    }

    private static Set<Ask> inNone(Grants grants) {
        return grants.all().stream().map(Ask::everywhere).collect(Collectors.toSet());
    }

    private static void assertExactly(Grants grants, Set<Ask> used) {
        assertThat(grants.notNeededBy(used))
                .as("granted by deploy/helm/slotwise/templates/reconciler-rbac.yaml, but never asked for")
                .filteredOn(ask -> !UNSEEN.contains(ask.resource()))
                .isEmpty();
    }

    /** Has a reconciler that may do just that lead a cluster from its beginning to its end, and says what it asked for. */
    private Set<Ask> live(Grants grants, Set<String> namespaces, String namespace) throws IOException {
        ClusterKey key = new ClusterKey(namespace, "cart");
        try (EmbeddedApi api = EmbeddedApi.start();
                GuardedApi guarded = GuardedApi.start(api.url(), grants::allow)) {
            KubernetesClient client = api.client();
            make(client, OWN);
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(SHARED.name())
                            .withNamespace(OWN)
                            .endMetadata()
                            .build())
                    .create();
            namespaces.forEach(name -> make(client, name));
            client.load(RedisCluster.class.getResourceAsStream(RedisCluster.CRD_RESOURCE))
                    .create();
            try (Reconciler reconciler = Reconciler.start(config(guarded, namespaces), new PrometheusRegistry())) {
                new Life(client, key, probe, () -> guarded.refused().isEmpty()).lead();
                assertThat(reconciler.unready()).isEmpty();
            } finally {
                assertThat(guarded.refused())
                        .as("asked for, but not granted by deploy/helm/slotwise/templates/reconciler-rbac.yaml")
                        .isEmpty();
            }
            return guarded.used();
        }
    }

    private static void make(KubernetesClient client, String namespace) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    private ReconcilerConfig config(GuardedApi guarded, Set<String> namespaces) {
        ReconcilerConfig defaults = ReconcilerConfig.of(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ConfigBuilder(Config.empty())
                        .withMasterUrl(guarded.url())
                        .withOnlyHttpWatches(true)
                        .build());
        return new ReconcilerConfig(
                defaults.kafka(),
                defaults.kubernetes(),
                namespaces,
                defaults.maxConcurrentReconciles(),
                defaults.reconcileTimeout(),
                Optional.of(new ReconcilerConfig.Seat(OWN, "slotwise-reconciler", "one")),
                defaults.jobs(),
                Optional.of(SHARED));
    }
}

package io.slotwise.standalone;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.collector.Collector;
import io.slotwise.collector.CollectorConfig;
import io.slotwise.embedded.agent.AgentConfig;
import io.slotwise.embedded.agent.JavaImage;
import io.slotwise.embedded.agent.NodeAgent;
import io.slotwise.embedded.kafka.BrokerGuard;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.Reconciler;
import io.slotwise.reconciler.ReconcilerConfig;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.JobTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Everything but the autoscaler, for tests in which people and accidents change clusters: Redis and jobs are processes. */
final class Site implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final CollectorSecret ACCESS = new CollectorSecret("default", "slotwise-collector");

    private final Parts parts = new Parts();
    private final Path folder;
    private final EmbeddedApi api;
    private final ReconcilerConfig config;
    private Reconciler reconciler;

    Site(Path folder) throws Exception {
        this(folder, EmbeddedBroker.startWithTopics(folder.resolve("kafka")), Optional.empty());
    }

    /** With a broker whose guarded listener is the only one that the reconciler and its jobs know. */
    Site(Path folder, EmbeddedBroker broker, BrokerGuard guard, String user) throws Exception {
        this(folder, broker, Optional.of(guarded(broker, guard, user)));
    }

    private static Map<String, String> guarded(EmbeddedBroker broker, BrokerGuard guard, String user)
            throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(guard.clientProperties(user)));
        Map<String, String> all = new TreeMap<>(Map.of("bootstrap.servers", broker.guardedServers()));
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    private Site(Path folder, EmbeddedBroker broker, Optional<Map<String, String>> guarded) throws Exception {
        this.folder = folder;
        parts.add(broker);
        api = parts.add(EmbeddedApi.start());
        try (InputStream crd = RedisCluster.class.getResourceAsStream(RedisCluster.CRD_RESOURCE)) {
            // On a busy machine an answer may be late, and the client asks again.
            api.client()
                    .load(crd)
                    .items()
                    .forEach(kind -> api.client().resource(kind).createOr(NonDeletingOperation::update));
        }
        parts.add(NodeAgent.start(
                api,
                AgentConfig.of(
                        folder.resolve("node"),
                        RedisBinary.find(),
                        JavaImage.jobRunner("io.slotwise.job.JobCommand"))));
        Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        Path access = folder.resolve("access");
        parts.add(SecretFolder.follow(api.client(), ACCESS.namespace(), ACCESS.name(), access));
        parts.add(Collector.start(CollectorConfig.of(kafka).withAccess(Optional.of(access)), new PrometheusRegistry()));
        config = ReconcilerConfig.of(guarded.orElse(kafka), api.client().getConfiguration())
                .telling(ACCESS);
        reconciler = Reconciler.start(config, new PrometheusRegistry());
    }

    KubernetesClient kubernetes() {
        return api.client();
    }

    /** Ends the reconciler as a deleted pod would, and starts another one. */
    void replaceReconciler() {
        replaceReconciler(config);
    }

    /** The same, and its jobs have another image. */
    void replaceReconciler(String jobImage) {
        replaceReconciler(new ReconcilerConfig(
                config.kafka(),
                config.kubernetes(),
                config.namespaces(),
                config.maxConcurrentReconciles(),
                config.reconcileTimeout(),
                config.seat(),
                new JobTemplate(
                        jobImage, "", config.jobs().environment(), config.jobs().kafkaSecret()),
                config.collectorSecret()));
    }

    private void replaceReconciler(ReconcilerConfig next) {
        reconciler.close();
        reconciler = Reconciler.start(next, new PrometheusRegistry());
    }

    /** Ends the reconciler, and has one work in its stead that can be killed; the caller ends it. */
    ReconcilerProcess withReconcilerInAProcess() {
        reconciler.close();
        Path kubeconfig = folder.resolve("kubeconfig");
        api.writeKubeconfig(kubeconfig);
        return new ReconcilerProcess(
                List.of(
                        "--kafka",
                        Objects.requireNonNull(config.kafka().get("bootstrap.servers")),
                        "--kubeconfig",
                        kubeconfig.toString(),
                        "--collector-secret",
                        ACCESS.namespace() + "/" + ACCESS.name(),
                        "--http-port",
                        "0"),
                folder.resolve("reconciler.log"));
    }

    void create(String yaml) {
        api.client()
                .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .inNamespace("default")
                .create();
    }

    /** Creates a cluster of three masters that nothing scales, and awaits it; more are further fields of its spec. */
    void form(String name, String... more) {
        create("""
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata: {name: %s}
                spec:
                  masters: 3
                  replicasPerMaster: 0
                  autoScaleEnabled: false
                  cpuThreshold: 70
                  metricsQueryInterval: 5
                """.formatted(name) + String.join("\n", more).indent(2));
        awaitStatus(name, "formed", isTrue("Ready").and(isTrue("Healthy")));
    }

    void patch(String name, String spec) {
        api.client()
                .resources(RedisCluster.class)
                .inNamespace("default")
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
    }

    /** Creates the Secret, or changes it. */
    void secret(String name, Map<String, String> values) {
        Map<String, String> data = new TreeMap<>(values);
        data.replaceAll((key, value) -> Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        var place = api.client().secrets().inNamespace("default").withName(name);
        if (place.get() == null) {
            api.client()
                    .secrets()
                    .inNamespace("default")
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .withData(data)
                            .build())
                    .create();
        } else {
            place.patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("data", data)));
        }
    }

    RedisCluster cluster(String name) {
        return api.client()
                .resources(RedisCluster.class)
                .inNamespace("default")
                .withName(name)
                .require();
    }

    /** The cluster, once its status says so of its present spec. */
    RedisCluster awaitStatus(String name, String what, Predicate<RedisClusterStatus> is) {
        await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            RedisCluster now = cluster(name);
            RedisClusterStatus status = now.statusOrNew();
            return status.observedGeneration() == now.getMetadata().getGeneration() && is.test(status);
        });
        return cluster(name);
    }

    /** What a person who may not read Secrets can read. */
    String everythingSaid() {
        return Serialization.asYaml(List.of(
                api.client().v1().events().inNamespace("default").list(),
                api.client()
                        .resources(RedisCluster.class)
                        .inNamespace("default")
                        .list(),
                api.client().batch().v1().jobs().inNamespace("default").list(),
                api.client().pods().inNamespace("default").list(),
                api.client().configMaps().inNamespace("default").list()));
    }

    static Predicate<RedisClusterStatus> isTrue(String condition) {
        return status -> status.condition(condition)
                .filter(some -> some.getStatus().equals("True"))
                .isPresent();
    }

    @Override
    public void close() {
        reconciler.close();
        parts.close();
    }
}

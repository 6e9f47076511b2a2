package io.slotwise.standalone;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.collector.Collector;
import io.slotwise.collector.CollectorConfig;
import io.slotwise.embedded.kafka.BrokerGuard;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.embedded.redis.TestAuthority;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.Reconciler;
import io.slotwise.reconciler.ReconcilerConfig;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.JobTemplate;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Everything but the autoscaler, for tests in which people and accidents change clusters: Redis and jobs are processes. */
final class Site implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String ACCESS = "slotwise-collector";

    private final Parts parts = new Parts();
    private final Path folder;
    private final Ground ground;
    private final ReconcilerConfig config;
    private final JobLogs jobLogs;
    private Reconciler reconciler;

    Site(Path folder) throws Exception {
        this(folder, EmbeddedBroker.startWithTopics(folder.resolve("kafka"), Ground.host()), Optional.empty());
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

    private Site(Path folder, EmbeddedBroker broker, Optional<Map<String, String>> guarded) {
        this.folder = folder;
        parts.add(broker);
        try {
            ground = parts.add(Ground.find(folder));
            jobLogs = parts.add(new JobLogs(ground.client(), ground.namespace()));
            Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            Path access = folder.resolve("access");
            parts.add(SecretFolder.follow(ground.client(), ground.namespace(), ACCESS, access));
            parts.add(Collector.start(
                    CollectorConfig.of(kafka).withAccess(Optional.of(access)), new PrometheusRegistry()));
            ReconcilerConfig defaults = ReconcilerConfig.of(
                    guarded.orElse(kafka),
                    Config.fromKubeconfig(ground.reconcilerKubeconfig().toFile()));
            config = new ReconcilerConfig(
                    defaults.kafka(),
                    defaults.kubernetes(),
                    Set.of(ground.namespace()),
                    defaults.maxConcurrentReconciles(),
                    defaults.reconcileTimeout(),
                    defaults.seat(),
                    jobs(Ground.jobImage(), defaults),
                    Optional.of(new CollectorSecret(ground.namespace(), ACCESS)));
            reconciler = Reconciler.start(config, new PrometheusRegistry());
        } catch (RuntimeException e) {
            parts.close(); // a broker that went on would end the process, and hide why
            throw e;
        }
    }

    private static JobTemplate jobs(String image, ReconcilerConfig as) {
        return new JobTemplate(
                image,
                "",
                as.jobs().environment(),
                as.jobs().kafkaSecret(),
                as.jobs().resources());
    }

    /** Has a further part ended with it. */
    void with(AutoCloseable part) {
        parts.add(part);
    }

    KubernetesClient kubernetes() {
        return ground.client();
    }

    /** Where all of it is. */
    String namespace() {
        return ground.namespace();
    }

    /** How clients of its Kafka are set up. */
    Map<String, String> kafka() {
        return config.kafka();
    }

    ClusterKey key(String cluster) {
        return new ClusterKey(namespace(), cluster);
    }

    /** What jobs have printed. */
    String jobLogs() {
        return jobLogs.text();
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
                jobs(jobImage, config),
                config.collectorSecret()));
    }

    private void replaceReconciler(ReconcilerConfig next) {
        reconciler.close();
        reconciler = Reconciler.start(next, new PrometheusRegistry());
    }

    /** Ends the reconciler, and has one work in its stead that can be killed; the caller ends it. */
    ReconcilerProcess withReconcilerInAProcess() {
        reconciler.close();
        return new ReconcilerProcess(
                List.of(
                        "--kafka",
                        Objects.requireNonNull(config.kafka().get("bootstrap.servers")),
                        "--kubeconfig",
                        ground.reconcilerKubeconfig().toString(),
                        "--namespace",
                        namespace(),
                        "--job-image",
                        Ground.jobImage(),
                        "--collector-secret",
                        namespace() + "/" + ACCESS,
                        "--http-port",
                        "0"),
                folder.resolve("reconciler.log"));
    }

    /** A node of Kubernetes is lost, as when its power fails. */
    void lose(String node) {
        ground.lose(node);
    }

    /** Does what is to be done about a node that is lost for good. */
    void giveUp(String node) {
        ground.giveUp(node);
    }

    /** The pods that are on a node. */
    static List<Pod> on(String node, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                .toList();
    }

    void create(String yaml) {
        kubernetes()
                .resource(adapted(Serialization.unmarshal(yaml, GenericKubernetesResource.class)))
                .create();
    }

    /** A cluster as it is meant for this site: in its namespace, with its image. */
    GenericKubernetesResource adapted(GenericKubernetesResource cluster) {
        cluster.getMetadata().setNamespace(namespace());
        Ground.redisImage().ifPresent(image -> setImage(cluster, image));
        return cluster;
    }

    @SuppressWarnings("unchecked") // a spec is an object, or the API refuses it
    private static void setImage(GenericKubernetesResource cluster, String image) {
        Map<String, Object> spec = (Map<String, Object>)
                Objects.requireNonNull(cluster.getAdditionalProperties().get("spec"));
        spec.merge("pod", Map.of("image", image), (own, ours) -> {
            Map<String, Object> pod = new TreeMap<>((Map<String, Object>) own);
            pod.putAll((Map<String, Object>) ours);
            return pod;
        });
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
        kubernetes()
                .resources(RedisCluster.class)
                .inNamespace(namespace())
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
    }

    /** Creates the Secret, or changes it. */
    void secret(String name, Map<String, String> values) {
        Map<String, String> data = new TreeMap<>(values);
        data.replaceAll((key, value) -> Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        var place = kubernetes().secrets().inNamespace(namespace()).withName(name);
        if (place.get() == null) {
            kubernetes()
                    .secrets()
                    .inNamespace(namespace())
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

    /** Gives nodes with TLS a certificate, or another one. */
    void certify(TestAuthority authority, String alias) throws Exception {
        TestAuthority.Identity identity = authority.issue(alias, "dns:redis");
        secret(
                "redis-tls",
                Map.of(
                        "tls.crt", Files.readString(identity.certificate()),
                        "tls.key", Files.readString(identity.key()),
                        "ca.crt", Files.readString(authority.certificate())));
    }

    RedisCluster cluster(String name) {
        return kubernetes()
                .resources(RedisCluster.class)
                .inNamespace(namespace())
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

    List<Event> events() {
        return kubernetes().v1().events().inNamespace(namespace()).list().getItems();
    }

    /** What a person who may not read Secrets can read. */
    String everythingSaid() {
        return Serialization.asYaml(List.of(
                events(),
                kubernetes()
                        .resources(RedisCluster.class)
                        .inNamespace(namespace())
                        .list(),
                kubernetes().batch().v1().jobs().inNamespace(namespace()).list(),
                kubernetes().pods().inNamespace(namespace()).list(),
                kubernetes().configMaps().inNamespace(namespace()).list()));
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

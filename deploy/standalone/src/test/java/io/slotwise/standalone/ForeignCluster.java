package io.slotwise.standalone;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A Redis Cluster that somebody deployed with a chart of their own and formed by hand: 3 masters, 3 replicas, no standby. */
final class ForeignCluster {
    private static final int SLOTS = 16384;
    private static final int MASTERS = 3;
    private static final int PORT = 7000;
    private static final String PASSWORD = "opensesame";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final KubernetesClient kubernetes;
    private final String namespace;

    /** Deploys and forms it. */
    ForeignCluster(KubernetesClient kubernetes, String namespace) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        kubernetes.load(chart()).inNamespace(namespace).create();
        await("its pods are ready")
                .atMost(LIMIT)
                .until(() -> pods().stream().filter(ForeignCluster::isReady).count() == 2 * MASTERS);
        form();
    }

    private static InputStream chart() {
        try (InputStream chart =
                Objects.requireNonNull(ForeignCluster.class.getResourceAsStream("/adoption/chart.yaml"))) {
            String text = new String(chart.readAllBytes(), StandardCharsets.UTF_8);
            return new ByteArrayInputStream(Ground.redisImage()
                    .map(image -> text.replace("registry.example/redis:", image + ":"))
                    .orElse(text)
                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    List<Pod> pods() {
        return kubernetes.pods().inNamespace(namespace).withLabel("release", "legacy").list().getItems().stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    private List<RedisURI> addresses() {
        return pods().stream()
                .filter(pod -> pod.getStatus().getPodIP() != null)
                .map(pod -> RedisURI.builder()
                        .withHost(pod.getStatus().getPodIP())
                        .withPort(PORT)
                        .withPassword(PASSWORD.toCharArray())
                        .build())
                .toList();
    }

    /** What {@code redis-cli --cluster create} does. */
    private void form() {
        RedisClient client = RedisClient.create();
        List<StatefulRedisConnection<String, String>> nodes = new ArrayList<>();
        try {
            addresses().forEach(address -> nodes.add(client.connect(address)));
            for (int i = 0; i < nodes.size(); i++) {
                nodes.get(i).sync().clusterSetConfigEpoch(i + 1L);
            }
            for (int i = 0; i < MASTERS; i++) {
                int[] slots = IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS)
                        .toArray();
                nodes.get(i).sync().clusterAddSlots(slots);
            }
            addresses().forEach(other -> nodes.get(0).sync().clusterMeet(other.getHost(), PORT));
            awaitInfo(nodes, "cluster_known_nodes:" + nodes.size());
            for (int i = MASTERS; i < nodes.size(); i++) {
                nodes.get(i)
                        .sync()
                        .clusterReplicate(nodes.get(i - MASTERS).sync().clusterMyId());
            }
            awaitInfo(nodes, "cluster_state:ok");
        } finally {
            nodes.forEach(StatefulRedisConnection::close);
            client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        }
    }

    private static void awaitInfo(List<StatefulRedisConnection<String, String>> nodes, String line) {
        await(line)
                .atMost(LIMIT)
                .until(() -> nodes.stream()
                        .allMatch(node -> node.sync().clusterInfo().contains(line)));
    }

    /** Lets a client of the cluster do something. */
    void use(Consumer<StatefulRedisClusterConnection<String, String>> use) {
        RedisClusterClient client = RedisClusterClient.create(addresses());
        try (StatefulRedisClusterConnection<String, String> connection = client.connect()) {
            use.accept(connection);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        }
    }

    /** A person changes the number of pods. */
    void scale(int pods) {
        kubernetes
                .apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName("legacy")
                .scale(pods);
    }

    StatefulSet statefulSet() {
        return kubernetes
                .apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName("legacy")
                .require();
    }

    /** All that the chart made, but for the number of pods and what the server writes. */
    String asItIs() {
        StatefulSet set = statefulSet();
        set.getSpec().setReplicas(0);
        set.setStatus(null);
        List<HasMetadata> objects = List.of(
                set,
                kubernetes
                        .services()
                        .inNamespace(namespace)
                        .withName("legacy-nodes")
                        .require(),
                kubernetes
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("legacy-conf")
                        .require());
        objects.forEach(object -> {
            object.getMetadata().setResourceVersion(null);
            object.getMetadata().setGeneration(null);
            object.getMetadata().setManagedFields(null);
        });
        return Serialization.asYaml(objects);
    }

    /** Anything that carries the labels of a cluster that Slotwise made itself. */
    List<HasMetadata> ofSlotwise(String cluster) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.addAll(kubernetes
                .apps()
                .statefulSets()
                .inNamespace(namespace)
                .withLabel("cluster", cluster)
                .list()
                .getItems());
        objects.addAll(kubernetes
                .configMaps()
                .inNamespace(namespace)
                .withLabel("cluster", cluster)
                .list()
                .getItems());
        objects.addAll(kubernetes
                .services()
                .inNamespace(namespace)
                .withLabel("cluster", cluster)
                .list()
                .getItems());
        objects.addAll(kubernetes
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withLabel("cluster", cluster)
                .list()
                .getItems());
        return objects;
    }
}

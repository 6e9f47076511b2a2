package io.slotwise.bench.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.bench.part.PartProcess;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.ReconcilerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A Kubernetes API and a Kafka with formed clusters, and a reconciler as often as one is started. */
final class Site implements AutoCloseable {
    private static final Duration FORMING_LIMIT = Duration.ofMinutes(2);
    private static final int HANDS = 4;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path directory;
    private final int maxHeapMiB;
    private final EmbeddedApi api;
    private final EmbeddedBroker broker;
    private final Watcher watcher;
    private int started;

    private Site(Path directory, int maxHeapMiB) {
        this.directory = directory;
        this.maxHeapMiB = maxHeapMiB;
        broker = with(EmbeddedBroker.startWithTopics(directory.resolve("kafka")));
        api = with(EmbeddedApi.start());
        KubernetesClient client = api.client();
        client.load(RedisCluster.class.getResourceAsStream(RedisCluster.CRD_RESOURCE))
                .create();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(Paper.NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        watcher = with(new Watcher(client));
    }

    /** One with so many clusters, the first formed by a reconciler and the others copies of it. */
    static Site open(Path directory, int maxHeapMiB, int clusters) throws Exception {
        Site site = new Site(directory, maxHeapMiB);
        try {
            site.form(clusters);
            return site;
        } catch (Exception | Error e) {
            site.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T with(T part) {
        parts.push(part);
        return part;
    }

    private void form(int clusters) throws Exception {
        PaperAgent agent = with(new PaperAgent(api.client()));
        Paper first = new Paper(0);
        Samples samples = with(new Samples(broker.bootstrapServers(), clusters));
        try (PartProcess reconciler = reconciler(api.url())) {
            reconciler.awaitReady();
            api.client()
                    .resource(Serialization.unmarshal(first.manifest(), GenericKubernetesResource.class))
                    .create();
            int[] looks = {0};
            Watcher.await("the first cluster", FORMING_LIMIT, () -> {
                if (looks[0]++ % 25 == 0) {
                    samples.send(0);
                }
                return watcher.ready() == 1;
            });
        }
        Copies copies = new Copies(api.client(), first);
        ExecutorService hands = Executors.newFixedThreadPool(HANDS);
        try {
            List<Future<?>> made = new ArrayList<>();
            IntStream.range(1, clusters).forEach(i -> made.add(hands.submit(() -> copies.make(new Paper(i), agent))));
            for (Future<?> each : made) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a copy of the cluster could not be made", e.getCause());
        } finally {
            hands.shutdownNow();
        }
        Watcher.await("the copies", FORMING_LIMIT, () -> watcher.ready() == clusters);
    }

    /**
     * Starts a reconciler; the caller ends it.
     *
     * @param url where it is to find the API
     */
    PartProcess reconciler(String url) throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("kubeconfig-" + started++), """
                apiVersion: v1
                kind: Config
                current-context: bench
                clusters: [{name: bench, cluster: {server: "%s"}}]
                contexts: [{name: bench, context: {cluster: bench, namespace: bench, user: bench}}]
                users: [{name: bench, user: {}}]
                """.formatted(url));
        return PartProcess.start(
                "reconciler",
                ReconcilerCommand.class,
                List.of("--kafka", broker.bootstrapServers(), "--kubeconfig", kubeconfig.toString()),
                maxHeapMiB,
                directory);
    }

    String url() {
        return api.url();
    }

    Watcher watcher() {
        return watcher;
    }

    /** Has a cluster looked at for a reason that changes nothing: one of its pods gets an annotation. */
    void touch(int cluster, int round) {
        api.client()
                .pods()
                .inNamespace(Paper.NAMESPACE)
                .withName(new Paper(cluster).name() + "-0")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"bench\":\"" + round + "\"}}}");
    }

    /** Changes a spec's policy, which wants a status and a record in Kafka, and has its time taken. */
    void change(int cluster, int round) {
        long sent = System.nanoTime();
        RedisCluster changed = patch(cluster, "{\"spec\":{\"scaleCooldownSeconds\":" + (61 + round % 3000) + "}}");
        watcher.changed(new Paper(cluster).name(), changed.getMetadata().getGeneration(), sent);
    }

    private RedisCluster patch(int cluster, String patch) {
        return api.client()
                .resources(RedisCluster.class)
                .inNamespace(Paper.NAMESPACE)
                .withName(new Paper(cluster).name())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            end(parts.pop());
        }
    }

    private static void end(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("a part of the site did not end well", e);
        }
    }
}

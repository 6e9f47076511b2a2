package io.slotwise.standalone;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.slotwise.embedded.agent.AgentConfig;
import io.slotwise.embedded.agent.JavaImage;
import io.slotwise.embedded.agent.NodeAgent;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.TestServers;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.ReconcilerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The Kubernetes that a site stands on: an embedded one with a node, or the one that {@code -De2e.kubeconfig} names. Each
 * has a namespace of its own there, which goes with it. CONTRIBUTING says what the properties mean.
 */
final class Ground implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final List<String> NODES = List.of("east", "north", "south", "west");

    private final Parts parts = new Parts();
    private final KubernetesClient client;
    private Optional<NodeAgent> agent = Optional.empty();
    private final Path kubeconfig;
    private final String namespace;

    private Ground(Path folder, Optional<Path> outside) {
        kubeconfig = outside.orElseGet(() -> folder.resolve("kubeconfig"));
        client = outside.map(this::connect).orElseGet(() -> embed(folder));
        define();
        namespace = String.format(
                Locale.ROOT, "e2e-%06x", ThreadLocalRandom.current().nextInt(1 << 24));
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        if (outside.isPresent() && bringsNodes()) {
            List<String> names =
                    NODES.stream().map(name -> namespace + "-" + name).toList();
            agent = Optional.of(parts.add(
                    NodeAgent.attach(client(kubeconfig), namespace, nodes(folder.resolve(namespace)), names)));
        }
        if (outside.isPresent()) {
            parts.add(this::leave);
        }
    }

    /**
     * Makes or finds it.
     *
     * @param folder for what an embedded one keeps
     */
    static Ground find(Path folder) {
        return property("e2e.kubeconfig")
                .map(file -> outside(folder, Path.of(file).toAbsolutePath()))
                .orElseGet(() -> new Ground(folder, Optional.empty()));
    }

    /** The one that this file leads to. */
    static Ground outside(Path folder, Path file) {
        return new Ground(folder, Optional.of(file));
    }

    /** Whether pods are processes here, in a cluster that has no nodes. */
    private static boolean bringsNodes() {
        Optional<String> nodes = property("e2e.nodes");
        nodes.filter(value -> !value.equals("processes")).ifPresent(value -> {
            throw new IllegalArgumentException("-De2e.nodes must be \"processes\" or not be there, but is " + value);
        });
        return nodes.isPresent();
    }

    private KubernetesClient connect(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("-De2e.kubeconfig: there is no file " + file + " that can be read");
        }
        return parts.add(client(file));
    }

    private static KubernetesClient client(Path file) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(file.toFile()))
                .build();
    }

    private KubernetesClient embed(Path folder) {
        EmbeddedApi api = parts.add(EmbeddedApi.start());
        agent = Optional.of(parts.add(NodeAgent.start(api, nodes(folder), NODES)));
        api.writeKubeconfig(kubeconfig);
        return api.client();
    }

    private static AgentConfig nodes(Path folder) {
        return AgentConfig.of(
                        folder.resolve("node"), RedisBinary.find(), JavaImage.jobRunner("io.slotwise.job.JobCommand"))
                .withServers(TestServers.find().byName());
    }

    private void define() {
        try (InputStream crd = RedisCluster.class.getResourceAsStream(RedisCluster.CRD_RESOURCE)) {
            // It may be there, and others may define it at the same moment.
            client.load(crd)
                    .items()
                    .forEach(kind -> client.resource(kind)
                            .fieldManager("e2e")
                            .forceConflicts()
                            .serverSideApply());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Workloads first: a server that forgets a namespace without what is in it would leave them running. */
    private void leave() {
        client.resources(RedisCluster.class).inNamespace(namespace).delete();
        client.apps().statefulSets().inNamespace(namespace).delete();
        client.batch().v1().jobs().inNamespace(namespace).delete();
        await("the pods of " + namespace + " go")
                .atMost(LIMIT)
                .until(() ->
                        client.pods().inNamespace(namespace).list().getItems().isEmpty());
        client.namespaces().withName(namespace).delete();
    }

    KubernetesClient client() {
        return client;
    }

    /** Loses a node with all that is on it; of a Kubernetes that is not ours only the site's pods that are on it. */
    void lose(String node) {
        if (agent.isPresent()) {
            agent.get().lose(node);
        } else {
            Site.on(node, client.pods().inNamespace(namespace).list().getItems())
                    .forEach(pod -> client.resource(pod).withGracePeriod(0).delete());
        }
    }

    /** Says that a lost node does not come back. */
    void giveUp(String node) {
        agent.ifPresent(any -> client.nodes().withName(node).delete());
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    /** What the reconciler has: it may be less. */
    Path reconcilerKubeconfig() {
        return property("e2e.reconcilerKubeconfig").map(Path::of).orElse(kubeconfig);
    }

    /** Of this site alone. */
    String namespace() {
        return namespace;
    }

    /** Why pods cannot run an image of that tag as it is; empty when they can. */
    static Optional<String> lacks(String tag) {
        String server = "redis-" + tag;
        boolean pulls = property("e2e.kubeconfig").isPresent() && !bringsNodes();
        return pulls || TestServers.find().named(server).isPresent()
                ? Optional.empty()
                : Optional.of(TestServers.missing(server));
    }

    /** How pods call this machine. */
    static String host() {
        return property("e2e.host").orElse("127.0.0.1");
    }

    /** What jobs run. */
    static String jobImage() {
        return property("e2e.images").map(Ground::jobImage).orElse(ReconcilerConfig.DEFAULT_JOB_IMAGE);
    }

    /** The job runner among images that are named together. */
    static String jobImage(String images) {
        int colon = images.lastIndexOf(':');
        if (colon < 0 || colon < images.lastIndexOf('/')) {
            throw new IllegalArgumentException("-De2e.images must be PREFIX:TAG, such as"
                    + " registry.example.com/slotwise:0.1.0 for registry.example.com/slotwise/job-runner:0.1.0, but is "
                    + images);
        }
        return images.substring(0, colon) + "/job-runner" + images.substring(colon);
    }

    /** What pods of Redis run, without a tag, unless it is the default. */
    static Optional<String> redisImage() {
        return property("e2e.redisImage");
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }

    @Override
    public void close() {
        parts.close();
    }
}

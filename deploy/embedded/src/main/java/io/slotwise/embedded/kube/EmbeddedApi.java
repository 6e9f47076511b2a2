package io.slotwise.embedded.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.slotwise.embedded.kube.http.KubeServer;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.rest.Address;
import io.slotwise.embedded.kube.rest.Creation;
import io.slotwise.embedded.kube.rest.Deletion;
import io.slotwise.embedded.kube.rest.Durability;
import io.slotwise.embedded.kube.rest.Update;
import io.slotwise.embedded.kube.rule.Rules;
import io.slotwise.embedded.kube.store.Nodes;
import io.slotwise.embedded.kube.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A Kubernetes API on loopback, in this process, with its objects in memory. kubectl, fabric8's client and operators work
 * against it. It stores and validates; nothing runs until a node agent joins.
 */
public final class EmbeddedApi implements AutoCloseable {
    private static final List<String> NAMESPACES = List.of("default", "kube-system", "kube-public", "kube-node-lease");

    private final KubeServer server;
    private final KubernetesClient client;
    private final AtomicReference<PodLogs> logs;

    private EmbeddedApi(KubeServer server, KubernetesClient client, AtomicReference<PodLogs> logs) {
        this.server = server;
        this.client = client;
        this.logs = logs;
    }

    /** Starts one on a free port. */
    public static EmbeddedApi start() {
        return start(0);
    }

    /**
     * Starts one on that port of 127.0.0.1.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static EmbeddedApi start(int port) {
        Clock clock = Clock.systemUTC();
        Store store = new Store();
        Kinds kinds = new Kinds();
        Rules rules = new Rules(kinds, store, clock);
        Deletion deletion = new Deletion(store, clock, rules);
        Creation creation = new Creation(store, rules, deletion.garbage(), clock);
        Update update = new Update(store, rules, deletion);
        NAMESPACES.forEach(name -> createNamespace(kinds, creation, name));
        AtomicReference<PodLogs> logs = new AtomicReference<>(PodLogs.NONE);
        KubeServer server = KubeServer.start(port, store, kinds, creation, update, deletion, rules, logs::get);
        return new EmbeddedApi(server, newClient(server.url()), logs);
    }

    private static void createNamespace(Kinds kinds, Creation creation, String name) {
        ObjectNode namespace = Nodes.object();
        namespace.putObject("metadata").put("name", name);
        kinds.find(Kinds.NAMESPACES)
                .map(kind -> new Address(kind, "v1", "", "", ""))
                .ifPresent(address -> creation.create(address, namespace, Durability.STORED));
    }

    private static KubernetesClient newClient(String url) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url)
                .withNamespace("default")
                .withOnlyHttpWatches(true)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** A client for namespace {@code default}; it is closed with the API. */
    public KubernetesClient client() {
        return client;
    }

    /** A client of one's own, to be closed by the caller. */
    public KubernetesClient newClient() {
        return newClient(url());
    }

    /** Such as {@code http://127.0.0.1:40123}. */
    public String url() {
        return server.url();
    }

    /** Lets {@code kubectl logs} find what containers print. */
    public void serveLogs(PodLogs podLogs) {
        logs.set(podLogs);
    }

    /**
     * Writes a file for {@code KUBECONFIG}.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void writeKubeconfig(Path file) {
        try {
            Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    current-context: slotwise
                    clusters:
                    - name: slotwise
                      cluster:
                        server: %s
                    contexts:
                    - name: slotwise
                      context:
                        cluster: slotwise
                        namespace: default
                        user: slotwise
                    users:
                    - name: slotwise
                      user: {}
                    """.formatted(url()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}

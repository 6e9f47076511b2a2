package io.slotwise.embedded.agent;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.slotwise.embedded.agent.controller.Controllers;
import io.slotwise.embedded.agent.pod.AgentLogs;
import io.slotwise.embedded.agent.pod.Node;
import io.slotwise.embedded.agent.pod.PodFolders;
import io.slotwise.embedded.agent.pod.PodWorkers;
import io.slotwise.embedded.agent.process.Processes;
import io.slotwise.embedded.kube.EmbeddedApi;
import java.time.Clock;
import java.util.List;

/**
 * Makes an embedded API live: StatefulSets and Jobs become pods, pods become processes on loopback addresses of their
 * own. Closing it ends every process.
 */
public final class NodeAgent implements AutoCloseable {
    /** The node's name. */
    public static final String NODE = "slotwise-embedded";

    private final KubernetesClient client;
    private final Processes processes;
    private final PodWorkers workers;
    private final Controllers controllers;
    private final List<SharedIndexInformer<?>> informers;

    private NodeAgent(KubernetesClient client, Processes processes, Node node, Controllers controllers) {
        this.client = client;
        this.processes = processes;
        this.workers = new PodWorkers(node);
        this.controllers = controllers;
        this.informers = List.of(
                client.pods().inAnyNamespace().inform(workers).addEventHandler(controllers.trigger()),
                client.apps().statefulSets().inAnyNamespace().inform(controllers.trigger()),
                client.batch().v1().jobs().inAnyNamespace().inform(controllers.trigger()),
                client.persistentVolumeClaims().inAnyNamespace().inform(controllers.trigger()));
    }

    /**
     * Starts the node of an API. What an earlier agent left behind in the data directory is ended first.
     *
     * @throws java.io.UncheckedIOException when the data directory cannot be used
     */
    public static NodeAgent start(EmbeddedApi api, AgentConfig config) {
        Clock clock = Clock.systemUTC();
        PodFolders folders = new PodFolders(config.dataDir().toAbsolutePath().normalize());
        Processes processes = Processes.open(folders.processes());
        KubernetesClient client = api.newClient();
        api.serveLogs(new AgentLogs(folders));
        register(client);
        Node node = Node.of(NODE, client, config, folders, processes, clock);
        return new NodeAgent(client, processes, node, Controllers.start(client, folders, config.retries(), clock));
    }

    private static void register(KubernetesClient client) {
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(NODE)
                        .addToLabels("kubernetes.io/hostname", NODE)
                        .endMetadata()
                        .build())
                .createOr(existing -> existing.update());
    }

    /** The pids of all processes that run for pods now. */
    public List<Long> pids() {
        return processes.pids();
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
        controllers.close();
        workers.close();
        processes.close();
        client.close();
    }
}

package io.slotwise.embedded.agent;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.slotwise.embedded.agent.controller.Controllers;
import io.slotwise.embedded.agent.pod.AgentLogs;
import io.slotwise.embedded.agent.pod.Node;
import io.slotwise.embedded.agent.pod.PodFolders;
import io.slotwise.embedded.agent.pod.PodWorkers;
import io.slotwise.embedded.agent.process.Processes;
import io.slotwise.embedded.kube.EmbeddedApi;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes an embedded API live: StatefulSets and Jobs become pods, pods become processes on loopback addresses of their
 * own. Of another API it can be the nodes of one namespace. Closing it ends every process.
 */
public final class NodeAgent implements AutoCloseable {
    /** The node's name. */
    public static final String NODE = "slotwise-embedded";

    private static final Clock CLOCK = Clock.systemUTC();

    private final KubernetesClient client;
    private final Scope scope;
    private final List<Processes> processes;
    private final Map<String, PodWorkers> workers;
    private final Scheduler scheduler;
    private final Controllers controllers;
    private final List<SharedIndexInformer<?>> informers;
    private final List<Runnable> ends = new ArrayList<>();

    private NodeAgent(KubernetesClient client, Scope scope, List<Node> nodes, Controllers controllers) {
        this.client = client;
        this.scope = scope;
        this.processes = nodes.stream().map(Node::processes).toList();
        this.workers = nodes.stream().collect(Collectors.toMap(Node::name, PodWorkers::new));
        this.scheduler = new Scheduler(workers);
        this.controllers = controllers;
        this.informers = List.of(
                scope.of(client.pods()).inform(scheduler).addEventHandler(controllers.trigger()),
                client.nodes().inform(controllers.trigger()),
                scope.of(client.apps().statefulSets()).inform(controllers.trigger()),
                scope.of(client.batch().v1().jobs()).inform(controllers.trigger()),
                scope.of(client.persistentVolumeClaims()).inform(controllers.trigger()));
    }

    /**
     * Starts the node of an API. What an earlier agent left behind in the data directory is ended first.
     *
     * @throws java.io.UncheckedIOException when the data directory cannot be used
     */
    public static NodeAgent start(EmbeddedApi api, AgentConfig config) {
        return start(api, config, List.of(NODE));
    }

    /** The same with nodes of these names, all on this machine; volumes can be reached from each. */
    public static NodeAgent start(EmbeddedApi api, AgentConfig config, List<String> names) {
        KubernetesClient client = api.newClient();
        PodFolders folders = folders(config);
        api.serveLogs(new AgentLogs(folders));
        names.forEach(name -> register(client, name));
        return new NodeAgent(
                client,
                Scope.ALL,
                nodes(client, config, names),
                Controllers.start(client, folders, config.retries(), CLOCK));
    }

    /**
     * Starts nodes for one namespace of an API whose own controllers do all but look after storage and nodes.
     *
     * @param client is closed with the agent
     * @param names of no other node
     */
    public static NodeAgent attach(KubernetesClient client, String namespace, AgentConfig config, List<String> names) {
        Scope scope = new Scope(Optional.of(namespace));
        PodFolders folders = folders(config);
        LogPort logs = LogPort.open(config.dataDir(), new AgentLogs(folders), client);
        names.forEach(name -> {
            register(client, name);
            client.resource(new NodeBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .withStatus(logs.nodeStatus())
                            .build())
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE));
        });
        NodeAgent agent = new NodeAgent(
                client, scope, nodes(client, config, names), Controllers.ofStorage(client, scope, folders, CLOCK));
        agent.ends.add(logs::close);
        names.forEach(name -> agent.ends.add(() -> client.nodes().withName(name).delete()));
        return agent;
    }

    private static PodFolders folders(AgentConfig config) {
        return new PodFolders(config.dataDir().toAbsolutePath().normalize());
    }

    private static List<Node> nodes(KubernetesClient client, AgentConfig config, List<String> names) {
        PodFolders folders = folders(config);
        return names.stream()
                .map(name -> Node.of(name, client, config, folders, Processes.open(folders.processes(name)), CLOCK))
                .toList();
    }

    private static void register(KubernetesClient client, String name) {
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("kubernetes.io/hostname", name)
                        .endMetadata()
                        .build())
                .createOr(existing -> existing.update());
    }

    /** The pids of all processes that run for pods now. */
    public List<Long> pids() {
        return processes.stream().flatMap(all -> all.pids().stream()).toList();
    }

    /**
     * Loses a node, as when its power fails: its processes end at once, and it says nothing any more. Its pods stay as
     * they are, no longer ready, and when they are deleted they do not go before somebody deletes the node, too.
     */
    public void lose(String node) {
        scheduler.leaveOut(node);
        Objects.requireNonNull(workers.get(node), node).lose();
        scope.of(client.pods()).list().getItems().stream()
                .filter(pod -> node.equals(pod.getSpec().getNodeName()) && pod.getStatus() != null)
                .forEach(this::doubt);
    }

    /** What the node controller does with pods of which it hears no more. */
    private void doubt(Pod pod) {
        client.resource(pod).editStatus(lost -> {
            lost.getStatus().getConditions().stream()
                    .filter(condition -> condition.getType().equals("Ready"))
                    .forEach(condition -> condition.setStatus("False"));
            return lost;
        });
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
        controllers.close();
        workers.values().forEach(PodWorkers::close);
        processes.forEach(Processes::close);
        ends.forEach(Runnable::run);
        client.close();
    }
}

package io.slotwise.embedded.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.embedded.kube.LogFile;
import io.slotwise.embedded.kube.PodLogs;
import io.slotwise.embedded.redis.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Where an API asks a node for what containers have printed, as it would ask a kubelet; on loopback. */
final class LogPort implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final HttpsServer server;
    private final ExecutorService threads;
    private final PodLogs logs;
    private final KubernetesClient client;

    private LogPort(HttpsServer server, ExecutorService threads, PodLogs logs, KubernetesClient client) {
        this.server = server;
        this.threads = threads;
        this.logs = logs;
        this.client = client;
    }

    static LogPort open(Path folder, PodLogs logs, KubernetesClient client) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(new TestAuthority(folder.resolve("tls")).serverOf("node", "ip:" + HOST)));
            ExecutorService threads = Executors.newCachedThreadPool();
            LogPort port = new LogPort(server, threads, logs, client);
            server.createContext("/containerLogs/", port::answer);
            server.setExecutor(threads);
            server.start();
            return port;
        } catch (Exception e) {
            throw new IllegalStateException("cannot serve the logs of a node on " + HOST, e);
        }
    }

    /** What a node says of itself, so that it is asked here. */
    NodeStatus nodeStatus() {
        return new NodeStatusBuilder()
                .addNewAddress(HOST, "InternalIP")
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(server.getAddress().getPort())
                .endDaemonEndpoints()
                .build();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            List<String> path = List.of(exchange.getRequestURI().getPath().split("/"));
            Map<String, String> query = query(exchange);
            String namespace = path.get(2);
            String pod = path.get(3);
            PodLogs.Run run = "true".equals(query.get("previous")) ? PodLogs.Run.PREVIOUS : PodLogs.Run.PRESENT;
            Optional<Path> file = logs.file(namespace, pod, path.get(4), run);
            exchange.sendResponseHeaders(file.isPresent() ? 200 : 404, 0);
            if (file.isPresent()) {
                boolean follow = "true".equals(query.get("follow"));
                new LogFile(file.get())
                        .copy(exchange.getResponseBody(), lines(query), () -> follow && runs(namespace, pod));
            }
        } catch (IOException e) {
            // The API has had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String text = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        return List.of(text.split("&")).stream()
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2)
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    }

    private static OptionalLong lines(Map<String, String> query) {
        String lines = query.get("tailLines");
        return lines == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(lines));
    }

    private boolean runs(String namespace, String name) {
        Pod pod = client.pods().inNamespace(namespace).withName(name).get();
        return pod != null
                && !List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

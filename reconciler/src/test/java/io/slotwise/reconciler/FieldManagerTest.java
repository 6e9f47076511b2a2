package io.slotwise.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.slotwise.reconciler.kube.KubeWrite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The name under which a server keeps what the reconciler wrote. */
class FieldManagerTest {
    @Test
    void everyWriteIsTheReconcilersWhateverKindItIs() throws IOException {
        List<String> writes = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String manager = exchange.getRequestHeaders().getFirst("User-Agent").split("/", 2)[0];
            String named =
                    String.valueOf(exchange.getRequestURI().getQuery()).contains("fieldManager") ? " renamed" : "";
            writes.add(exchange.getRequestMethod() + " " + manager + named);
            byte[] answer = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build();
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Reconciler.named(config))
                .build()) {
            ConfigMap settings = new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("cart")
                    .withNamespace("shop")
                    .withUid("0000-1")
                    .withResourceVersion("7")
                    .endMetadata()
                    .build();
            Pod pod = new PodBuilder().withMetadata(settings.getMetadata()).build();
            KubeWrite.made(settings, Optional.empty()).on(client);
            KubeWrite.made(settings, Optional.of(settings)).on(client);
            new KubeWrite.Label(pod.getMetadata(), "master").on(client);
        } finally {
            server.stop(0);
        }
        assertThat(writes)
                .filteredOn(write -> !write.startsWith("GET"))
                .containsExactly("POST slotwise-reconciler", "PATCH slotwise-reconciler", "PATCH slotwise-reconciler");
    }
}

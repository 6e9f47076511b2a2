package io.slotwise.embedded.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.redis.RedisBinary;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that was brought to an API which is not its own, for one namespace of it. */
class AttachedNodeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void itRunsThePodsOfItsNamespaceAloneTellsTheirLogsAndGoes(@TempDir Path dataDir) throws Exception {
        AgentConfig config = AgentConfig.of(dataDir, RedisBinary.find(), JavaImage.jobRunner(FlakyJob.class.getName()));
        try (EmbeddedApi theirs = EmbeddedApi.start()) {
            KubernetesClient client = theirs.client();
            client.resource(redis("kube-public", "foreign")).create();
            try (NodeAgent agent = NodeAgent.attach(theirs.newClient(), "default", config, List.of("guest"))) {
                client.resource(redis("default", "own")).create();
                await().atMost(LIMIT)
                        .until(() -> phase(client, "default", "own").equals("Running"));
                assertThat(agent.pids()).hasSize(1);
                assertThat(client.pods().withName("own").get().getSpec().getNodeName())
                        .isEqualTo("guest");

                await().atMost(LIMIT)
                        .until(() -> log(client.nodes().withName("guest").require(), "default/own/redis")
                                .contains("Ready to accept connections"));
                assertThat(phase(client, "kube-public", "foreign")).isEqualTo("Pending");
            }
            assertThat(client.nodes().withName("guest").get()).isNull();
        }
    }

    /** Its configuration comes with what every pod is given of its own name. */
    private static Pod redis(String namespace, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("redis")
                .withImage("redis:7.2")
                .withCommand("redis-server")
                .withArgs("--include", "/etc/pod/name", "--bind", "$(IP)", "--save", "")
                .addNewEnv()
                .withName("IP")
                .withNewValueFrom()
                .withNewFieldRef(null, "status.podIP")
                .endValueFrom()
                .endEnv()
                .addNewVolumeMount()
                .withName("pod")
                .withMountPath("/etc/pod")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("pod")
                .withNewProjected()
                .addNewSource()
                .withNewDownwardAPI()
                .addNewItem()
                .withPath("name")
                .withNewFieldRef(null, "metadata.annotations['conf']")
                .endItem()
                .endDownwardAPI()
                .endSource()
                .endProjected()
                .endVolume()
                .endSpec()
                .editMetadata()
                .addToAnnotations("conf", "appendonly no")
                .endMetadata()
                .build();
    }

    private static String phase(KubernetesClient client, String namespace, String name) {
        return Objects.requireNonNull(client.pods()
                .inNamespace(namespace)
                .withName(name)
                .require()
                .getStatus()
                .getPhase());
    }

    /** As an API asks for it, which takes whatever certificate a node has. */
    private static String log(Node node, String container) throws Exception {
        int port = node.getStatus().getDaemonEndpoints().getKubeletEndpoint().getPort();
        String host = node.getStatus().getAddresses().get(0).getAddress();
        HttpsURLConnection connection = (HttpsURLConnection)
                URI.create("https://" + host + ":" + port + "/containerLogs/" + container + "?tailLines=3")
                        .toURL()
                        .openConnection();
        SSLContext any = SSLContext.getInstance("TLS");
        any.init(null, new TrustManager[] {new Trusting()}, null);
        connection.setSSLSocketFactory(any.getSocketFactory());
        connection.setHostnameVerifier((name, session) -> true);
        try (var in = connection.getInputStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.lines()).hasSizeLessThanOrEqualTo(3);
            return text;
        } catch (IOException e) {
            return Optional.ofNullable(e.getMessage()).orElse("");
        } finally {
            connection.disconnect();
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package io.slotwise.embedded.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.redis.RedisBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container wants done before it ends. */
class PreStopTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void itEndsWhenItsHookIsThroughAndNotBefore(@TempDir Path dataDir) throws Exception {
        AgentConfig config = AgentConfig.of(dataDir, RedisBinary.find(), JavaImage.jobRunner(FlakyJob.class.getName()));
        try (EmbeddedApi api = EmbeddedApi.start();
                NodeAgent agent = NodeAgent.start(api, config)) {
            KubernetesClient client = api.client();
            client.resource(redis()).create();
            await().atMost(LIMIT).until(() -> agent.pids().size() == 1);
            ProcessHandle redis = ProcessHandle.of(agent.pids().get(0)).orElseThrow();

            client.pods().withName("slow").delete();
            await().atMost(LIMIT).until(() -> file(dataDir, "waiting").isPresent());
            assertThat(redis.isAlive()).isTrue();
            Files.createFile(file(dataDir, "waiting").orElseThrow().resolveSibling("go"));
            await().atMost(LIMIT).until(() -> client.pods().withName("slow").get() == null);
            assertThat(redis.isAlive()).isFalse();
        }
    }

    private static Optional<Path> file(Path under, String name) {
        try (Stream<Path> files = Files.walk(under)) {
            return files.filter(file -> file.endsWith(name)).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pod redis() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("slow")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("redis")
                .withImage("redis:7.2")
                .withCommand("redis-server")
                .withArgs("--dir", "/data", "--save", "")
                .withNewLifecycle()
                .withNewPreStop()
                .withNewExec()
                .withCommand("sh", "-c", "touch /data/waiting; until [ -f /data/go ]; do sleep 0.1; done")
                .endExec()
                .endPreStop()
                .endLifecycle()
                .addNewVolumeMount()
                .withName("data")
                .withMountPath("/data")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("data")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .endSpec()
                .build();
    }
}

package io.slotwise.embedded.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.kube.Kubectl;
import io.slotwise.embedded.redis.RedisBinary;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKubectlTest {
    @Test
    void kubectlSeesPodsComeRunAndGo(@TempDir Path dataDir, @TempDir Path home) throws Exception {
        assumeTrue(Kubectl.isInstalled(), "skipped: there is no kubectl on this system's PATH");
        try (EmbeddedApi api = EmbeddedApi.start();
                NodeAgent agent = NodeAgent.start(
                        api,
                        AgentConfig.of(dataDir, RedisBinary.find(), JavaImage.jobRunner(FlakyJob.class.getName())))) {
            api.client()
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("conf")
                            .endMetadata()
                            .withData(Map.of("redis.conf", "appendonly no\n"))
                            .build())
                    .create();
            api.client()
                    .load(getClass().getResourceAsStream("/agent/redis.yaml"))
                    .create();
            Kubectl kubectl = new Kubectl(home, api);
            kubectl.run("scale", "sts/cache", "--replicas=2");
            assertThat(kubectl.run("rollout", "status", "sts/cache", "--timeout=30s")
                            .output())
                    .contains("partitioned roll out complete", "2");
            assertThat(kubectl.run("get", "pods").output())
                    .containsPattern("NAME +READY +STATUS +RESTARTS +AGE")
                    .containsPattern("cache-0 +1/1 +Running +0 +\\d+s");
            assertThat(kubectl.run("get", "all").output()).contains("statefulset.apps/cache", "pod/cache-1");
            assertThat(kubectl.run("logs", "cache-0").output()).contains("Ready to accept connections");
            assertThat(kubectl.run("describe", "pod", "cache-0").output())
                    .contains("Started container redis", "Controlled By:  StatefulSet/cache");
            assertThat(kubectl.run("delete", "pod", "cache-1").code()).isZero();
            assertThat(kubectl.run("wait", "--for=condition=Ready", "pod/cache-1", "--timeout=30s")
                            .output())
                    .containsAnyOf("condition met", "NotFound");
            assertThat(kubectl.run("delete", "sts", "cache").code()).isZero();
            await().until(() -> agent.pids().isEmpty());
        }
    }
}

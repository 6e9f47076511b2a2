package io.slotwise.embedded.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.redis.RedisBinary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, of which one is lost. */
class LostNodeTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Test
    void itsPodsStayUnreadyUntilTheNodeIsDeletedAndThenComeUpElsewhere(@TempDir Path dataDir) {
        AgentConfig config = AgentConfig.of(dataDir, RedisBinary.find(), JavaImage.jobRunner(FlakyJob.class.getName()));
        try (EmbeddedApi api = EmbeddedApi.start();
                NodeAgent agent = NodeAgent.start(api, config, List.of("left", "right"))) {
            KubernetesClient client = api.client();
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("conf")
                            .endMetadata()
                            .withData(Map.of("redis.conf", "appendonly no\nsave \"\"\n"))
                            .build())
                    .create();
            client.load(getClass().getResourceAsStream("/agent/redis.yaml")).create();
            client.apps().statefulSets().withName("cache").scale(4);
            await().atMost(LIMIT).until(() -> ready(client).size() == 4);
            assertThat(ready(client))
                    .extracting(pod -> pod.getSpec().getNodeName())
                    .containsExactlyInAnyOrder("left", "left", "right", "right");

            agent.lose("left");
            assertThat(agent.pids()).hasSize(2);
            assertThat(ready(client)).hasSize(2).allMatch(LostNodeTest::isRight);
            Pod lost = pods(client).stream()
                    .filter(pod -> !isRight(pod))
                    .findFirst()
                    .orElseThrow();
            client.resource(lost).withGracePeriod(1).delete();
            assertThat(client.resource(lost).get().getMetadata().getDeletionTimestamp())
                    .as("nobody says that it has ended")
                    .isNotNull();

            client.nodes().withName("left").delete();
            await().atMost(LIMIT).until(() -> ready(client).size() == 4);
            assertThat(ready(client)).allMatch(LostNodeTest::isRight);
        }
    }

    private static boolean isRight(Pod pod) {
        return "right".equals(pod.getSpec().getNodeName());
    }

    private static List<Pod> pods(KubernetesClient client) {
        return client.pods().withLabel("app", "cache").list().getItems();
    }

    private static List<Pod> ready(KubernetesClient client) {
        return pods(client).stream()
                .filter(pod -> pod.getStatus() != null
                        && pod.getStatus().getConditions().stream().anyMatch(LostNodeTest::isReady))
                .toList();
    }

    private static boolean isReady(PodCondition condition) {
        return condition.getType().equals("Ready") && condition.getStatus().equals("True");
    }
}

package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Reason;
import io.slotwise.reconciler.world.FakeAgent;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Settings that are changed together with the version, while pods of two versions are there. */
class SettingsOverUpgradeTest {
    /** A server refuses a setting that it does not know, and does not start with one. */
    @Test
    void newOnesWaitForTheLastPodOfTheOlderVersionAndWhatGoesAndMemoryDoNot() {
        try (EmbeddedApi api = RedisClusterApi.start()) {
            Scene scene = new Scene(api, new ClusterKey("default", "old"), UnaryOperator.identity());
            scene.create("{masters: 3, replicasPerMaster: 0, autoScaleEnabled: false, cpuThreshold: 70,"
                    + " metricsQueryInterval: 5, redisVersion: \"6.2\", maxmemory: 2Gi,"
                    + " redisConfig: {hz: \"20\", ziplist: \"1\"}}");
            scene.settle();
            scene.agent().letJobs(FakeAgent.JobFate.FAILS);
            scene.patch("{\"spec\":{\"redisConfig\":{\"listpack\":\"1\"}}}");
            scene.tickUntil(() -> scene.condition("Stalled").equals("True JOB_FAILED"));

            scene.patch("{\"spec\":{\"redisVersion\":\"7.0\",\"maxmemory\":\"1Gi\","
                    + "\"redisConfig\":{\"hz\":\"30\",\"ziplist\":null}}}");
            scene.agent().letJobs(FakeAgent.JobFate.SUCCEEDS);
            scene.tickUntil(() -> scene.agent().replaced() == 3);
            assertThat(files(scene))
                    .as("a pod is left that runs 6.2")
                    .allSatisfy((file, text) -> assertThat(text)
                            .contains("hz 20", "maxmemory " + (1 << 30))
                            .doesNotContain("listpack", "hz 30", "ziplist"));
            scene.settle();
            assertThat(files(scene))
                    .allSatisfy((file, text) -> assertThat(text)
                            .contains("hz 30", "listpack 1", "maxmemory " + (1 << 30))
                            .doesNotContain("hz 20", "ziplist"));
            assertThat(scene.events(Reason.CONFIGURING))
                    .as("operations that gave settings")
                    .hasSize(2);
        }
    }

    private static Map<String, String> files(Scene scene) {
        return scene.client()
                .configMaps()
                .inNamespace("default")
                .withName(scene.key().name())
                .require()
                .getData();
    }
}

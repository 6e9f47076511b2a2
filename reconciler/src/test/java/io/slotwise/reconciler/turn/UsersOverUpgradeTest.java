package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Rules for users while pods of two versions are there. */
class UsersOverUpgradeTest {
    private static final String RULE = "+cluster|slot-stats";

    /** A server takes no rule about a command that it does not know, and does not start with one. */
    @Test
    void rulesAboutNewerCommandsComeWhenTheLastPodOfTheOlderVersionIsGoneAndGoBeforeTheFirstComesBack() {
        try (EmbeddedApi api = RedisClusterApi.start()) {
            Scene scene = new Scene(api, new ClusterKey("default", "old"), UnaryOperator.identity());
            scene.secret("redis-auth", Map.of("password", "open sesame"));
            scene.create("{masters: 3, replicasPerMaster: 0, autoScaleEnabled: false, cpuThreshold: 70,"
                    + " metricsQueryInterval: 5, redisVersion: \"7.2\", auth: {}}");
            scene.settle();
            assertThat(rules(scene)).contains("+cluster|nodes").doesNotContain(RULE);

            scene.patch("{\"spec\":{\"redisVersion\":\"8.2\"}}");
            scene.tickUntil(() -> scene.agent().replaced() == 3);
            assertThat(rules(scene)).as("a pod is left that runs 7.2").doesNotContain(RULE);
            scene.settle();
            assertThat(rules(scene)).contains(RULE);

            scene.patch("{\"spec\":{\"redisVersion\":\"7.2\"}}");
            scene.tickUntil(() -> scene.agent().replaced() == 5);
            assertThat(rules(scene)).doesNotContain(RULE);
        }
    }

    private static String rules(Scene scene) {
        return new String(
                Base64.getDecoder()
                        .decode(scene.client()
                                .secrets()
                                .inNamespace("default")
                                .withName("old-users")
                                .require()
                                .getData()
                                .get("users.acl")),
                StandardCharsets.UTF_8);
    }
}

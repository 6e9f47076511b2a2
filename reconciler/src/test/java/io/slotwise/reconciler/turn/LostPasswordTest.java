package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Reason;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A password that is not where the spec says, of a cluster that runs with one. */
class LostPasswordTest {
    @Test
    void theLastOneStaysGoodAndTheSecretThatIsNotThereIsNamedUntilItIs() {
        try (EmbeddedApi api = RedisClusterApi.start()) {
            Scene scene = new Scene(api, new ClusterKey("default", "vault"), UnaryOperator.identity());
            scene.secret("redis-auth", Map.of("password", "open sesame"));
            scene.create("{masters: 3, replicasPerMaster: 0, autoScaleEnabled: false, cpuThreshold: 70,"
                    + " metricsQueryInterval: 5, auth: {rotationGraceSeconds: 60}}");
            scene.settle();
            scene.secret("redis-auth", Map.of("password", "hurry up"));
            scene.tickUntil(() -> passwords(scene).size() == 2);
            String last = passwords(scene).get(0);

            scene.patch("{\"spec\":{\"masters\":4,\"auth\":{\"secretName\":\"typo\"}}}");
            scene.tickUntil(() -> scene.condition("Stalled").equals("True SPEC_REFUSED"));
            assertThat(scene.status().currentMasters()).as("all else is done").isEqualTo(4);
            assertThat(scene.condition("Ready")).isEqualTo("False SPEC_REFUSED");
            assertThat(scene.message("Ready"))
                    .contains("Secret typo with key password", "create it", "the last password stays good");
            assertThat(scene.events(Reason.SPEC_REFUSED))
                    .singleElement()
                    .extracting(Event::getType, Event::getMessage)
                    .containsExactly("Warning", scene.message("Ready"));
            scene.tickUntil(() -> passwords(scene).equals(List.of(last)));
            assertThat(scene.agent().replaced()).as("pods that were made anew").isZero();

            scene.secret("typo", Map.of("passwort", "a key by another name"));
            scene.tickUntil(() -> scene.condition("Stalled").equals("True SPEC_REFUSED"));
            scene.secret("typo", Map.of("password", "at last"));
            scene.settle();
            assertThat(scene.condition("Stalled")).startsWith("False ");
        }
    }

    /** Their hashes, the newest first. */
    private static List<String> passwords(Scene scene) {
        String acl = scene.client()
                .secrets()
                .inNamespace("default")
                .withName("vault-users")
                .require()
                .getData()
                .getOrDefault("users.acl", "");
        return new String(Base64.getDecoder().decode(acl), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("user default "))
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .filter(word -> word.startsWith("#"))
                .toList();
    }
}

package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Reason;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.kube.Write;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the API server will not have stands where people look, until it is mended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedWriteTest {
    private static final String QUOTA = "statefulsets.apps \"refused\" is forbidden: exceeded quota: small";

    private final EmbeddedApi api = RedisClusterApi.start();

    @AfterAll
    void closes() {
        api.close();
    }

    @Test
    void aQuotaThatForbidsAnObjectIsQuoted() {
        AtomicBoolean forbids = new AtomicBoolean(true);
        Scene scene = new Scene(api, new ClusterKey("default", "refused"), port -> write -> {
            if (forbids.get() && isStatefulSet(write)) {
                throw new KubernetesClientException(new StatusBuilder()
                        .withCode(403)
                        .withReason("Forbidden")
                        .withMessage(QUOTA)
                        .build());
            }
            port.perform(write);
        });
        scene.create("{masters: 3, autoScaleEnabled: true, cpuThreshold: 70}");
        for (int i = 0; i < 3; i++) {
            scene.tick();
        }
        assertThat(scene.condition("Stalled")).isEqualTo("True API_REFUSED");
        assertThat(scene.message("Stalled")).contains(QUOTA, "see which quota");
        assertThat(scene.events(Reason.API_REFUSED))
                .singleElement()
                .extracting(Event::getType)
                .isEqualTo("Warning");

        forbids.set(false);
        scene.settle();
        assertThat(scene.condition("Stalled")).startsWith("False ");
    }

    private static boolean isStatefulSet(Write write) {
        return write instanceof KubeWrite.Create create
                && create.object().getKind().equals("StatefulSet");
    }

    @Test
    void aNamespaceThatTheCollectorsSecretNeedsIsNamed() {
        Scene scene = new Scene(api, new ClusterKey("default", "alone"), UnaryOperator.identity());
        scene.secret("redis-auth", Map.of("password", "open sesame"));
        scene.restartWithCollector(new CollectorSecret("nowhere", "slotwise-collector"));
        scene.create("{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, auth: {}}");
        scene.tick();
        assertThat(scene.condition("Stalled")).isEqualTo("True API_REFUSED");
        assertThat(scene.message("Stalled"))
                .contains("namespaces \"nowhere\" not found", "create that namespace")
                .doesNotContain("open sesame");

        api.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("nowhere")
                        .endMetadata()
                        .build())
                .create();
        scene.settle();
        assertThat(scene.condition("Stalled")).startsWith("False ");
    }
}

package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.kube.Write;
import io.slotwise.reconciler.objects.CollectorSecret;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the API server will not have stands where people look, until it is mended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedWriteTest {
    private static final String QUOTA = "statefulsets.apps \"refused\" is forbidden: exceeded quota: small";

    private final EmbeddedApi api = EmbeddedApi.start();

    @BeforeAll
    void definesTheKind() {
        api.client()
                .load(RedisCluster.class.getResourceAsStream(RedisCluster.CRD_RESOURCE))
                .create();
    }

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
        assertThat(stalled(scene).getStatus() + " " + stalled(scene).getReason())
                .isEqualTo("True API_REFUSED");
        assertThat(stalled(scene).getMessage()).contains(QUOTA, "see which quota");
        assertThat(api.client().v1().events().inNamespace("default").list().getItems())
                .filteredOn(event -> event.getReason().equals("API_REFUSED")
                        && event.getInvolvedObject().getName().equals("refused"))
                .singleElement()
                .extracting(Event::getType)
                .isEqualTo("Warning");

        forbids.set(false);
        scene.settle();
        assertThat(stalled(scene).getStatus()).isEqualTo("False");
    }

    private static boolean isStatefulSet(Write write) {
        return write instanceof KubeWrite.Create create
                && create.object().getKind().equals("StatefulSet");
    }

    @Test
    void aNamespaceThatTheCollectorsSecretNeedsIsNamed() {
        api.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("redis-auth")
                        .withNamespace("default")
                        .endMetadata()
                        .withStringData(Map.of("password", "open sesame"))
                        .build())
                .create();
        Scene scene = new Scene(api, new ClusterKey("default", "alone"), UnaryOperator.identity());
        scene.restartWithCollector(new CollectorSecret("nowhere", "slotwise-collector"));
        scene.create("{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, auth: {}}");
        scene.tick();
        assertThat(stalled(scene).getReason()).isEqualTo("API_REFUSED");
        assertThat(stalled(scene).getMessage())
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
        assertThat(stalled(scene).getStatus()).isEqualTo("False");
    }

    private static Condition stalled(Scene scene) {
        return scene.status().condition("Stalled").orElseThrow();
    }
}

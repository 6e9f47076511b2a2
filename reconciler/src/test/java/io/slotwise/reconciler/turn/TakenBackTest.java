package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a spec asked for once and does not ask for any more. */
class TakenBackTest {
    @Test
    void itLeavesTheStatefulSetAndTheServiceWhereOthersKeepWhatIsTheirs() {
        try (EmbeddedApi api = RedisClusterApi.start()) {
            Scene scene = new Scene(api, new ClusterKey("default", "cart"), UnaryOperator.identity());
            scene.create("{masters: 3, replicasPerMaster: 0, autoScaleEnabled: false, cpuThreshold: 70,"
                    + " metricsQueryInterval: 5}");
            scene.settle();
            PodTemplateSpec plain = template(scene);

            scene.patch("""
                    {"spec": {
                      "service": {"annotations": {"lb": "internal", "zone": "a"}},
                      "pod": {
                        "annotations": {"team": "shop"},
                        "nodeSelector": {"disk": "ssd"},
                        "priorityClassName": "high",
                        "imagePullSecrets": [{"name": "pull"}],
                        "tolerations": [{"key": "redis", "operator": "Exists"}],
                        "sysctls": [{"name": "net.core.somaxconn", "value": "1024"}],
                        "affinity": {"nodeAffinity": {}},
                        "topologySpreadConstraints":
                            [{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule"}]}}}
                    """);
            scene.settle();
            assertThat(template(scene).getSpec().getNodeSelector()).containsEntry("disk", "ssd");
            api.client()
                    .services()
                    .inNamespace("default")
                    .withName("cart")
                    .edit(service -> new ServiceBuilder(service)
                            .editMetadata()
                            .addToAnnotations("cloud", "of its own")
                            .endMetadata()
                            .build());

            scene.patch("{\"spec\":{\"service\":{\"annotations\":{\"zone\":null}},\"pod\":{\"nodeSelector\":"
                    + "{\"disk\":null,\"size\":\"large\"}}}}");
            scene.settle();
            assertThat(annotations(scene)).containsKeys("lb", "cloud").doesNotContainKey("zone");
            assertThat(template(scene).getSpec().getNodeSelector()).isEqualTo(Map.of("size", "large"));

            scene.patch("{\"spec\":{\"service\":null,\"pod\":null}}");
            scene.settle();
            assertThat(template(scene)).isEqualTo(plain);
            assertThat(annotations(scene)).isEqualTo(Map.of("cloud", "of its own"));
        }
    }

    private static PodTemplateSpec template(Scene scene) {
        return ((StatefulSet) scene.statefulSet()).getSpec().getTemplate();
    }

    private static Map<String, String> annotations(Scene scene) {
        Service service = scene.client()
                .services()
                .inNamespace("default")
                .withName("cart")
                .require();
        return service.getMetadata().getAnnotations();
    }
}

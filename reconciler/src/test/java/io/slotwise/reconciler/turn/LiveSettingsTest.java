package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.reconciler.world.FakeAgent;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Settings that nodes take on while they run, in the file that pods start with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveSettingsTest {
    private static final String SPEC = "{masters: 3, replicasPerMaster: 0, autoScaleEnabled: true, cpuThreshold: 70,"
            + " metricsQueryInterval: 5, redisConfig: {hz: \"20\"}}";

    private final EmbeddedApi api = RedisClusterApi.start();

    @AfterAll
    void closes() {
        api.close();
    }

    @Test
    void aPodThatStartsWhileNodesRefuseThemStartsWithTheLastOnes() {
        Scene scene = settled("wrong");
        scene.agent().letJobs(FakeAgent.JobFate.FAILS);
        scene.patch("{\"spec\":{\"redisConfig\":{\"hz\":\"often\",\"databases\":\"1\"}}}");
        scene.tickUntil(() -> scene.condition("Stalled").equals("True JOB_FAILED"));
        assertThat(file(scene, "live.conf")).as("what the job is to give").contains("hz often");
        assertThat(file(scene, "redis.conf")).contains("hz 20", "databases 1").doesNotContain("often");

        scene.agent().letJobs(FakeAgent.JobFate.SUCCEEDS);
        scene.patch("{\"spec\":{\"redisConfig\":{\"hz\":\"30\"}}}");
        scene.settle();
        assertThat(file(scene, "redis.conf")).contains("hz 30", "databases 1").doesNotContain("often", "hz 20");
    }

    /** As after an upgrade to a version that does not know a setting: it cannot be taken back on nodes that do not run. */
    @Test
    void aPodThatCrashesStartsWithTheNewOnes() {
        Scene scene = settled("crashing");
        api.client().pods().inNamespace("default").withName("crashing-1").editStatus(pod -> {
            pod.getStatus().getConditions().get(0).setStatus("False");
            pod.getStatus()
                    .setContainerStatuses(List.of(new ContainerStatusBuilder()
                            .withName("redis")
                            .withRestartCount(3)
                            .withNewState()
                            .withNewWaiting()
                            .withReason("CrashLoopBackOff")
                            .endWaiting()
                            .endState()
                            .build()));
            return pod;
        });
        scene.patch("{\"spec\":{\"redisConfig\":{\"hz\":\"30\"}}}");
        scene.tick();
        assertThat(scene.condition("Ready")).isEqualTo("False PODS_NOT_READY");
        assertThat(file(scene, "redis.conf")).contains("hz 30");
    }

    private Scene settled(String name) {
        Scene scene = new Scene(api, new ClusterKey("default", name), UnaryOperator.identity());
        scene.create(SPEC);
        scene.settle();
        return scene;
    }

    private String file(Scene scene, String name) {
        return Objects.requireNonNull(api.client()
                .configMaps()
                .inNamespace("default")
                .withName(scene.key().name())
                .require()
                .getData()
                .get(name));
    }
}

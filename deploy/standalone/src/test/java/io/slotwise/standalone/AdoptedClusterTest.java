package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slotwise.model.crd.RedisCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that somebody else deployed, from its adoption to the day when it is nobody's but its owner's again. */
class AdoptedClusterTest {
    private static final List<String> KEYS =
            IntStream.range(0, 2_000).mapToObj(i -> "key" + i).toList();

    @Test
    void itGetsAStandbyIsScaledAndIsLeftBehindWithEveryKey(@TempDir Path folder) throws Exception {
        try (Site site = new Site(folder)) {
            ForeignCluster foreign = new ForeignCluster(site.kubernetes());
            foreign.use(redis -> KEYS.forEach(key -> redis.sync().set(key, "value of " + key)));
            String before = foreign.asItIs();
            site.secret("legacy-password", Map.of("password", "opensesame"));
            site.create("""
                    apiVersion: cache.example.com/v1
                    kind: RedisCluster
                    metadata: {name: adopted}
                    spec:
                      masters: 3
                      minMasters: 3
                      replicasPerMaster: 1
                      redisVersion: "7.2"
                      autoScaleEnabled: false
                      cpuThreshold: 70
                      cpuThresholdLow: 20
                      memoryThreshold: 70
                      memoryThresholdLow: 30
                      reshardTimeoutSeconds: 600
                      scaleCooldownSeconds: 60
                      metricsQueryInterval: 5
                      prometheusURL: http://prometheus-operated.monitoring.svc:9090
                      existingCluster: true
                      podSelector: {release: legacy}
                      serviceName: legacy-nodes
                      statefulSetName: legacy
                      manageStatefulSet: true
                      auth: {secretName: legacy-password}
                    """);
            settled(site, 3);
            assertThat(foreign.statefulSet().getSpec().getReplicas()).isEqualTo(8);
            assertThat(site.cluster("adopted").statusOrNew().standbyPod()).startsWith("legacy-");

            site.patch("adopted", "{\"masters\":4}");
            settled(site, 4);
            assertThat(foreign.statefulSet().getSpec().getReplicas()).isEqualTo(10);
            site.patch("adopted", "{\"masters\":3}");
            settled(site, 3);
            assertThat(foreign.statefulSet().getSpec().getReplicas()).isEqualTo(8);
            assertThat(foreign.asItIs()).isEqualTo(before);
            assertThat(foreign.pods())
                    .hasSize(8)
                    .extracting(pod -> pod.getMetadata().getLabels().get("role"))
                    .containsOnly("master", "replica");
            assertThat(foreign.ofSlotwise("adopted")).isEmpty();
            assertThat(site.everythingSaid().replaceAll("(requirepass|masterauth) opensesame", ""))
                    .doesNotContain("opensesame");

            site.kubernetes()
                    .resources(RedisCluster.class)
                    .inNamespace("default")
                    .withName("adopted")
                    .delete();
            await("its jobs go with it")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> site.kubernetes()
                            .batch()
                            .v1()
                            .jobs()
                            .inNamespace("default")
                            .list()
                            .getItems()
                            .isEmpty());
            assertThat(foreign.asItIs()).isEqualTo(before);
            assertThat(foreign.pods()).hasSize(8);
            foreign.use(redis ->
                    KEYS.forEach(key -> assertThat(redis.sync().get(key)).isEqualTo("value of " + key)));
        }
    }

    private static void settled(Site site, int masters) {
        site.awaitStatus(
                "adopted",
                masters + " masters and a standby",
                Site.isTrue("Ready")
                        .and(Site.isTrue("Healthy"))
                        .and(status -> status.currentMasters() == masters
                                && !status.standbyPod().isEmpty()));
    }
}

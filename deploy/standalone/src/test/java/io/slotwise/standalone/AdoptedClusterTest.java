package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that somebody else deployed, from its adoption to the day when it is nobody's but its owner's again. */
class AdoptedClusterTest {
    private static final List<String> KEYS =
            IntStream.range(0, 2_000).mapToObj(i -> "key" + i).toList();

    @Test
    void itGetsAStandbyIsScaledAndIsLeftBehindWithEveryKey(@TempDir Path folder) throws Exception {
        try (Site site = new Site(folder)) {
            ForeignCluster foreign = foreign(site);
            String before = foreign.asItIs();
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
                    .extracting(
                            pod -> String.valueOf(pod.getMetadata().getLabels().get("role")))
                    .containsOnly("master", "replica");
            assertThat(foreign.ofSlotwise("adopted")).isEmpty();
            assertThat(site.everythingSaid().replaceAll("(requirepass|masterauth) opensesame", ""))
                    .doesNotContain("opensesame");

            site.kubernetes()
                    .resources(RedisCluster.class)
                    .inNamespace(site.namespace())
                    .withName("adopted")
                    .delete();
            await("its jobs go with it")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> site.kubernetes()
                            .batch()
                            .v1()
                            .jobs()
                            .inNamespace(site.namespace())
                            .list()
                            .getItems()
                            .isEmpty());
            assertThat(foreign.asItIs()).isEqualTo(before);
            assertThat(foreign.pods()).hasSize(8);
            foreign.use(redis ->
                    KEYS.forEach(key -> assertThat(redis.sync().get(key)).isEqualTo("value of " + key)));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "slotwise.e2e", matches = "all", disabledReason = "takes minutes; -Pdeep runs it")
    void aPersonWhoDoesWhatIsSaidGetsItToWhatIsWanted(@TempDir Path folder) throws Exception {
        try (Site site = new Site(folder)) {
            ForeignCluster foreign = foreign(site);
            String before = foreign.asItIs();
            site.create("""
                    apiVersion: cache.example.com/v1
                    kind: RedisCluster
                    metadata: {name: adopted}
                    spec:
                      masters: 3
                      autoScaleEnabled: false
                      cpuThreshold: 70
                      metricsQueryInterval: 5
                      existingCluster: true
                      podSelector: {release: legacy}
                      serviceName: legacy-nodes
                      statefulSetName: legacy
                      manageStatefulSet: false
                      auth: {secretName: legacy-password}
                    """);
            site.awaitStatus("adopted", "a standby is asked for", says("add 2 pods, from 6 to 8"));
            foreign.scale(8);
            settled(site, 3);

            site.patch("adopted", "{\"masters\":4}");
            site.awaitStatus(
                    "adopted",
                    "the standby is taken and the next one asked for",
                    says("add 2 pods, from 8 to 10").and(status -> status.currentMasters() == 4));
            foreign.scale(10);
            settled(site, 4);

            site.patch("adopted", "{\"masters\":3}");
            site.awaitStatus(
                    "adopted",
                    "two pods are empty",
                    says("legacy-8, legacy-9 are empty").and(says("remove 2 pods, from 10 to 8")));
            foreign.scale(8);
            settled(site, 3);
            assertThat(foreign.asItIs()).isEqualTo(before);
            foreign.use(redis ->
                    KEYS.forEach(key -> assertThat(redis.sync().get(key)).isEqualTo("value of " + key)));
        }
    }

    private static Predicate<RedisClusterStatus> says(String words) {
        return status -> status.condition("Stalled")
                .filter(stalled -> stalled.getStatus().equals("True")
                        && stalled.getReason().equals("NOT_MANAGED")
                        && stalled.getMessage().contains(words))
                .isPresent();
    }

    /** With keys, and a password that Slotwise may know. */
    private static ForeignCluster foreign(Site site) throws Exception {
        ForeignCluster foreign = new ForeignCluster(site.kubernetes(), site.namespace());
        foreign.use(redis -> KEYS.forEach(key -> redis.sync().set(key, "value of " + key)));
        site.secret("legacy-password", Map.of("password", "opensesame"));
        return foreign;
    }

    private static void settled(Site site, int masters) {
        site.awaitStatus(
                "adopted",
                masters + " masters and a standby",
                Site.isTrue("Ready")
                        .and(Site.isTrue("Healthy"))
                        .and(Site.isTrue("Stalled").negate())
                        .and(status -> status.currentMasters() == masters
                                && !status.standbyPod().isEmpty()));
    }
}

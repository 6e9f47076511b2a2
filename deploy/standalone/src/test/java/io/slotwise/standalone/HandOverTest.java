package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.lettuce.core.RedisURI;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.standalone.load.LoadConfig;
import io.slotwise.standalone.load.LoadGenerator;
import io.slotwise.standalone.load.LoadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody deletes the pod of a master, as whoever drains its node does. */
class HandOverTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Predicate<RedisClusterStatus> WELL =
            Site.isTrue("Ready").and(Site.isTrue("Healthy"));

    @Test
    void aReplicaTakesOverBeforeItEndsAndClientsSeeNothing(@TempDir Path folder) throws Exception {
        try (Site site = new Site(folder)) {
            site.create("""
                    apiVersion: cache.example.com/v1
                    kind: RedisCluster
                    metadata: {name: kept}
                    spec:
                      masters: 3
                      autoScaleEnabled: false
                      cpuThreshold: 70
                      metricsQueryInterval: 5
                    """);
            site.awaitStatus("kept", "formed", WELL);
            try (LoadGenerator clients = LoadGenerator.start(
                    LoadConfig.of(seeds(site)).withBaseKeys(2_000).withLedger(500, 50))) {
                await("writes").atMost(LIMIT).until(() -> clients.snapshot().ackedWrites() > 200);
                Pod master = master(site);
                String name = master.getMetadata().getName();
                site.kubernetes().resource(master).delete();
                await("its successor in the set").atMost(LIMIT).until(() -> {
                    Pod now = pod(site, name);
                    return now != null
                            && !now.getMetadata()
                                    .getUid()
                                    .equals(master.getMetadata().getUid());
                });
                site.awaitStatus("kept", "whole again", WELL);

                LoadReport report = clients.verify();
                assertThat(report.clientErrors()).as("%s", report.firstErrors()).isZero();
                assertThat(report.nothingLost()).as("%s", report).isTrue();
                assertThat(site.events())
                        .extracting(Event::getMessage)
                        .anyMatch(message -> message.startsWith("pod " + name + ", a master, was told to end"));
                assertThat(site.events()).extracting(Event::getReason).doesNotContain("JOB_FAILED", "HEALING");
            }
        }
    }

    private static Pod master(Site site) {
        return site
                .kubernetes()
                .pods()
                .inNamespace(site.namespace())
                .withLabel("role", "master")
                .list()
                .getItems()
                .stream()
                .findFirst()
                .orElseThrow();
    }

    private static Pod pod(Site site, String name) {
        return site.kubernetes()
                .pods()
                .inNamespace(site.namespace())
                .withName(name)
                .get();
    }

    private static List<RedisURI> seeds(Site site) {
        return PodAddress.of(site.kubernetes(), site.key("kept")).stream()
                .map(node -> RedisURI.create(node.host(), node.port()))
                .toList();
    }
}

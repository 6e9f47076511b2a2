package io.slotwise.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.slotwise.model.topology.SlotSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On one cluster of three masters and an empty one; each test starts a generator of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("alone")
class LoadGeneratorTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private ClusterUnderTest cluster;

    @BeforeAll
    void formCluster(@TempDir Path directory) {
        cluster = ClusterUnderTest.start(directory, 3);
    }

    @AfterAll
    void endCluster() {
        cluster.close();
    }

    private LoadGenerator generator() {
        return LoadGenerator.start(
                LoadConfig.of(cluster.seeds()).withBaseKeys(5_000).withLedger(300, 1000));
    }

    @Test
    void everyKeyIsThereAndNothingIsLostOnACleanRun() {
        try (LoadGenerator load = generator()) {
            await().atMost(PATIENCE).until(() -> load.snapshot().ackedWrites() > 900);
            await().atMost(PATIENCE).until(() -> load.snapshot().operations().count() > 500);
            LoadReport report = load.verify();
            assertThat(load.snapshot().isFlawless()).isTrue();
            assertThat(report.findings()).isEmpty();
            assertThat(report.firstErrors()).isEmpty();
            assertThat(report.nothingLost()).isTrue();
            assertThat(report.keysExpected()).isEqualTo(5_000 + SortLists.COUNT + 300);
            assertThat(report.latency().count()).isGreaterThan(500);
            assertThat(report.latency().p50())
                    .isBetween(Duration.ofNanos(1), report.latency().p99());
        }
    }

    @Test
    void nothingIsLostAndNoErrorIsSeenWhileSlotsMove() {
        try (LoadGenerator load = generator()) {
            await().atMost(PATIENCE).until(() -> load.snapshot().ackedWrites() > 300);
            load.setCpuDemand(20);
            SlotSet moved = SlotSet.range(0, 399);
            moved.stream().forEach(slot -> cluster.move(slot, 0, 3));
            LoadReport meanwhile = load.verify();
            moved.stream().forEach(slot -> cluster.move(slot, 3, 0));
            LoadReport after = load.verify();
            assertThat(List.of(meanwhile, after)).allSatisfy(report -> {
                assertThat(report.firstErrors()).isEmpty();
                assertThat(report.findings()).isEmpty();
                assertThat(report.nothingLost()).isTrue();
            });
        }
    }

    @Test
    void aLostWriteIsFoundEvenWhenTheNextWriteCoversIt() {
        try (LoadGenerator load = generator()) {
            await().atMost(PATIENCE).until(() -> load.snapshot().ackedWrites() > 300);
            assertThat(cluster.ownerOf(Ledger.key(7)).del(Ledger.key(7))).isEqualTo(1);
            long seen = load.snapshot().ackedWrites();
            await().atMost(PATIENCE).until(() -> load.snapshot().ackedWrites() > seen + 600);
            LoadReport report = load.verify();
            assertThat(report.ackedWritesLost()).isEqualTo(1);
            assertThat(load.snapshot().isFlawless()).isFalse();
            assertThat(load.snapshot().sentence()).contains(" 1 of them lost, 0 errors");
            assertThat(report.keysFound()).isEqualTo(report.keysExpected());
            assertThat(report.findings()).singleElement().asString().contains("ledger:7 is missing");
            assertThat(report.nothingLost()).isFalse();
        }
    }

    @Test
    void anOldValueIsALostWrite() {
        try (LoadGenerator load = generator()) {
            await().atMost(PATIENCE).until(() -> load.snapshot().ackedWrites() > 900);
            cluster.ownerOf(Ledger.key(8)).set(Ledger.key(8), Ledger.key(8) + "#1");
            LoadReport report = load.verify();
            assertThat(report.ackedWritesLost()).isEqualTo(1);
            assertThat(report.findings()).singleElement().asString().contains("ledger:8 holds write 1");
        }
    }

    @Test
    void missingAndWrongBaseKeysAreFound() {
        try (LoadGenerator load = generator()) {
            cluster.ownerOf(BaseData.key(3)).del(BaseData.key(3));
            cluster.ownerOf(BaseData.key(4)).set(BaseData.key(4), "something else");
            LoadReport report = load.verify();
            assertThat(report.baseKeysMissing()).isEqualTo(1);
            assertThat(report.wrongValues()).isEqualTo(1);
            assertThat(report.keysFound()).isEqualTo(report.keysExpected() - 1);
            assertThat(report.nothingLost()).isFalse();
        }
    }

    @Test
    void theWantedCpuIsReachedAndFallsWhenLowered() {
        try (LoadGenerator load = generator()) {
            load.setCpuDemand(60);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cpuPercent(0, 1, 2)).isBetween(48.0, 72.0));
            load.setCpuDemand(0);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cpuPercent(0, 1, 2)).isLessThan(20));
            assertThat(load.verify().clientErrors()).isZero();
        }
    }

    @Test
    void eachMastersCpuFollowsTheSlotsItOwns() {
        SlotSet moved = SlotSet.range(0, 1819);
        try (LoadGenerator load = generator()) {
            moved.stream().forEach(slot -> cluster.move(slot, 0, 3));
            load.setCpuDemand(60);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cpuPercent(0, 1, 2, 3)).isBetween(48.0, 72.0));
            double[] before = {cluster.cpuSeconds(0), cluster.cpuSeconds(1)};
            await().atMost(PATIENCE).until(() -> cluster.cpuSeconds(1) - before[1] > 1);
            assertThat((cluster.cpuSeconds(0) - before[0]) / (cluster.cpuSeconds(1) - before[1]))
                    .isBetween(0.5, 0.9);
            moved.stream().forEach(slot -> cluster.move(slot, 3, 0));
            assertThat(load.verify().firstErrors()).isEmpty();
        }
    }

    private double cpuPercent(int... nodes) {
        double before = cluster.cpuSeconds(nodes);
        long begin = System.nanoTime();
        AtomicInteger rounds = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(500)).until(() -> rounds.incrementAndGet() > 3);
        return 100 * (cluster.cpuSeconds(nodes) - before) / ((System.nanoTime() - begin) / 1e9);
    }

    @Test
    void ballastRaisesAndFreesMemory() {
        long bytes = 20_000_000;
        try (LoadGenerator load = generator()) {
            long before = cluster.usedMemory();
            load.setMemoryBallast(bytes);
            await().atMost(PATIENCE).until(() -> load.snapshot().ballastBytes() > bytes - Ballast.BYTES_EACH);
            long full = cluster.usedMemory();
            assertThat((double) full - before).isBetween(bytes * 0.8, bytes * 1.3);
            load.setMemoryBallast(bytes / 2);
            await().atMost(PATIENCE).until(() -> cluster.usedMemory() < full - bytes / 4);
            load.setMemoryBallast(0);
            await().atMost(PATIENCE).until(() -> cluster.usedMemory() < before + bytes / 10);
            await().atMost(PATIENCE).until(() -> load.snapshot().ballastBytes() == 0);
            assertThat(load.verify().nothingLost()).isTrue();
        }
    }

    @Test
    void aProfileIsFollowed() {
        try (LoadGenerator load = generator()) {
            load.follow(LoadProfile.parse("cpu 40 memory 1mb for 2s, then cpu 5 memory 0"));
            assertThat(load.snapshot().demand().cpuPercent()).isEqualTo(40);
            await().atMost(PATIENCE).until(() -> load.snapshot().demand().equals(new Demand(5, 0)));
        }
    }

    @Test
    void theSeedsPasswordIsUsedForAllNodes() {
        List<RedisURI> seeds = cluster.seeds();
        seeds.forEach(seed -> seed.setAuthentication("secret"));
        requirePassword("secret");
        try (LoadGenerator load = LoadGenerator.start(LoadConfig.of(seeds).withBaseKeys(1_000))) {
            LoadReport report = load.verify();
            assertThat(report.firstErrors()).isEmpty();
            assertThat(report.nothingLost()).isTrue();
        } finally {
            requirePassword("");
        }
    }

    private void requirePassword(String password) {
        IntStream.rangeClosed(0, 3).forEach(node -> cluster.on(node).configSet("requirepass", password));
    }

    @Test
    void aClusterThatDoesNotAnswerIsRefusedAtTheStart() {
        LoadConfig nowhere = LoadConfig.of(List.of(RedisURI.create("127.63.0.1", 1)));
        assertThatThrownBy(() -> LoadGenerator.start(nowhere).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.63.0.1:1");
    }
}

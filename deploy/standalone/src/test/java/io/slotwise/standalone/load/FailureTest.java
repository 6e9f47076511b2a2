package io.slotwise.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slotwise.model.topology.SlotSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger says when masters change or die; each test breaks a cluster of its own. */
@Tag("alone")
class FailureTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int REPLICA = 3;

    private ClusterUnderTest cluster;
    private LoadGenerator load;

    @BeforeEach
    void startLoad(@TempDir Path directory) {
        cluster = ClusterUnderTest.start(directory, 3);
        load = LoadGenerator.start(LoadConfig.of(cluster.seeds())
                .withBaseKeys(1_000)
                .withLedger(300, 1000)
                .withCommandTimeout(Duration.ofSeconds(1)));
        awaitWrites(300);
    }

    @AfterEach
    void end() {
        load.close();
        cluster.close();
    }

    private void awaitWrites(int more) {
        long seen = load.snapshot().ackedWrites();
        await().atMost(PATIENCE).until(() -> load.snapshot().ackedWrites() >= seen + more);
    }

    @Test
    void errorsAreCountedAndKeysUnreadWhenAMasterWithoutReplicaDies() {
        assertThat(load.verify().clientErrors()).isZero();
        cluster.node(1).kill();
        await().atMost(PATIENCE).until(() -> load.snapshot().clientErrors() > 10);
        LoadReport report = load.verify();
        assertThat(report.nothingLost()).isFalse();
        assertThat(report.unread()).isPositive();
        assertThat(report.firstErrors()).isNotEmpty().allMatch(message -> message.contains("Exception"));
    }

    @Test
    void aMasterThatHandsOverToItsReplicaCostsNothing() {
        addReplica();
        load.setCpuDemand(20);
        cluster.on(REPLICA).clusterFailover(false);
        await().atMost(PATIENCE).until(() -> cluster.table(REPLICA).myself().isMaster());
        awaitWrites(600);
        LoadReport report = load.verify();
        assertThat(report.firstErrors()).isEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.nothingLost()).isTrue();
    }

    @Test
    void writesGoOnAndNoValueIsWrongAfterAMasterDiedAndItsReplicaTookOver() {
        addReplica();
        cluster.node(0).kill();
        await().atMost(PATIENCE).until(() -> cluster.table(REPLICA).myself().isMaster());
        await().atMost(PATIENCE).until(() -> cluster.table(1).covered().equals(SlotSet.ALL) && isOk(1));
        awaitWrites(600);
        LoadReport report = load.verify();
        assertThat(report.wrongValues()).isZero();
        assertThat(report.unread()).isZero();
        assertThat(report.baseKeysMissing()).isZero();
    }

    /** It must go on redirecting for a while: a client learns of the move only from the next redirect or its next look. */
    @Test
    void aMasterThatIsEmptiedAndStaysUntilClientsHaveLearnedOfItCostsNothing() {
        load.setCpuDemand(20);
        SlotSet moved = SlotSet.range(0, 299);
        moved.stream().forEach(slot -> cluster.move(slot, 0, REPLICA));
        awaitWrites(600);
        moved.stream().forEach(slot -> cluster.move(slot, REPLICA, 0));
        awaitWrites(3_000);
        forget(REPLICA);
        cluster.node(REPLICA).kill();
        awaitWrites(600);
        LoadReport report = load.verify();
        assertThat(report.firstErrors()).isEmpty();
        assertThat(report.nothingLost()).isTrue();
    }

    private void forget(int gone) {
        String id = cluster.on(gone).clusterMyId();
        IntStream.range(0, gone).forEach(node -> cluster.on(node).clusterForget(id));
        cluster.on(gone).clusterReset(false);
    }

    private boolean isOk(int node) {
        return cluster.on(node).clusterInfo().contains("cluster_state:ok");
    }

    /** Also waits until every master knows the replica: before that they ignore its wish to take over. */
    private void addReplica() {
        String master = cluster.on(0).clusterMyId();
        cluster.on(REPLICA).clusterReplicate(master);
        await().atMost(PATIENCE)
                .until(() -> cluster.on(REPLICA).info("replication").contains("master_link_status:up"));
        await().atMost(PATIENCE)
                .until(() -> IntStream.range(0, REPLICA)
                        .allMatch(node -> cluster.table(node).replicasOf(master).count() == 1));
    }
}

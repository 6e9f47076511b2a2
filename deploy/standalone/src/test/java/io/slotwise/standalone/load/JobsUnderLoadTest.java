package io.slotwise.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slotwise.job.JobCommand;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job runner scales a real cluster out and in, while the load generator writes, reads and keeps the masters busy. */
@Tag("alone")
class JobsUnderLoadTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WITH_THREE_MASTERS = 8;
    private static final int WITH_FOUR_MASTERS = 10;

    private ClusterUnderTest cluster;
    private LoadGenerator load;

    @BeforeEach
    void startLoadOnAClusterThatAJobFormed(@TempDir Path directory) {
        cluster = ClusterUnderTest.nodes(directory, WITH_THREE_MASTERS);
        run("bootstrap", "--masters", "3", "--replicas", "1");
        load = LoadGenerator.start(LoadConfig.of(cluster.seeds()).withLedger(2_000, 500));
        load.setCpuDemand(40);
    }

    @AfterEach
    void end() {
        load.close();
        cluster.close();
    }

    @Test
    void scalingOutAndInLosesNothingAndNoClientSeesAnError() {
        LoadReport before = clean();

        run("reshard", "--to", standby());
        clean();

        IntStream.range(WITH_THREE_MASTERS, WITH_FOUR_MASTERS).forEach(index -> cluster.add());
        run("bootstrap", "--masters", "4", "--replicas", "1");
        clean();

        List<String> shard = shardOfAnActiveMaster();
        run("drain", "--masters", "3", "--replicas", "1", "--leaving", shard.get(0), "--leaving", shard.get(1));
        shard.forEach(pod -> cluster.node(number(pod)).kill());
        LoadReport after = clean();

        assertThat(after.keysFound()).isEqualTo(before.keysFound());
        assertThat(after.ackedWrites()).isGreaterThan(before.ackedWrites());
    }

    private void awaitWrites() {
        long seen = load.snapshot().ackedWrites();
        await().atMost(PATIENCE).until(() -> load.snapshot().ackedWrites() > seen + 300);
    }

    private LoadReport clean() {
        awaitWrites();
        LoadReport report = load.verify();
        assertThat(report.firstErrors()).isEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.nothingLost()).isTrue();
        return report;
    }

    /** Runs a job on all nodes. */
    private void run(String job, String... options) {
        List<String> words = new ArrayList<>(List.of(job));
        for (int index = 0; index < cluster.seeds().size(); index++) {
            words.addAll(
                    List.of("--node", pod(index) + "=" + cluster.node(index).address()));
        }
        words.addAll(List.of(options));
        words.addAll(List.of("--timeout", Long.toString(PATIENCE.toSeconds())));
        StringWriter said = new StringWriter();
        int code = JobCommand.commandLine().setErr(new PrintWriter(said)).execute(words.toArray(String[]::new));
        assertThat(code).as(() -> job + ": " + said + told()).isZero();
    }

    private String told() {
        return IntStream.range(0, cluster.seeds().size())
                .mapToObj(index -> pod(index) + "\n" + cluster.on(index).clusterNodes())
                .collect(Collectors.joining());
    }

    private String standby() {
        return cluster.table(0)
                .masters()
                .filter(master -> master.slots().isEmpty())
                .map(this::podOf)
                .findFirst()
                .orElseThrow();
    }

    /** An active master and its replica; never node 0, which the tables here are read from. */
    private List<String> shardOfAnActiveMaster() {
        NodeTable table = cluster.table(0);
        return table.masters()
                .filter(master -> !master.slots().isEmpty())
                .map(master -> List.of(
                        podOf(master),
                        podOf(table.replicasOf(master.id()).findFirst().orElseThrow())))
                .filter(shard -> !shard.contains(pod(0)))
                .findFirst()
                .orElseThrow();
    }

    private String podOf(NodeEntry entry) {
        return IntStream.range(0, cluster.seeds().size())
                .filter(index -> cluster.node(index).host().equals(entry.host()))
                .mapToObj(JobsUnderLoadTest::pod)
                .findFirst()
                .orElseThrow();
    }

    private static String pod(int index) {
        return "pod-" + index;
    }

    private static int number(String pod) {
        return Integer.parseInt(pod.substring("pod-".length()));
    }
}

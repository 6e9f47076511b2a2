package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.net.TcpProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source and runner reach the destination through a network that is cut, and one that stalls. */
class NetworkCutTest {
    private static final int FILLED = 20_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @Test
    void aMoveSurvivesANetworkThatIsCutAndOneThatStalls() throws Exception {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            WriteLoad.fill(nodes.addresses(), FILLED, 100);
            Set<String> settings = nodes.settings();
            String standby = nodes.standby();
            String from = nodes.view().actives().get(0).pod();
            try (TcpProxy proxy = new TcpProxy(nodes.process(standby).address());
                    Ledger ledger = new Ledger(nodes.addresses(), 0, 1)) {
                ledger.start();
                disturb(nodes, words(nodes, from, standby, 1500, proxy), standby, proxy::cut, proxy);
                disturb(nodes, words(nodes, from, standby, 3000, proxy), standby, proxy::stall, proxy);
                assertThat(ledger.problems()).isEmpty();
                assertThat(ledger.troubles()).isEmpty();
            }
            MovingCluster.assertWhole(nodes, settings);
            assertThat(nodes.node(standby).slots().size()).isEqualTo(3000);
            assertThat(WriteLoad.missing(nodes.addresses(), FILLED, 100)).isZero();
        }
    }

    private static void disturb(TestNodes nodes, List<String> words, String to, Runnable disturbance, TcpProxy proxy)
            throws Exception {
        try (RunnerProcess runner = RunnerProcess.start(directory, words)) {
            MovingCluster.awaitMovement(nodes, to, runner);
            disturbance.run();
            try {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
            } finally {
                proxy.mend();
            }
            assertThat(runner.exitCode()).describedAs(runner.err()).isZero();
        }
    }

    /** Also says where Kafka is, which is nowhere. */
    private static List<String> words(TestNodes nodes, String from, String to, int until, TcpProxy proxy) {
        List<String> words = new ArrayList<>(List.of("reshard", "--kafka", "127.0.0.1:1"));
        words.addAll(List.of("--from", from, "--to", to, "--until-slots", Integer.toString(until)));
        nodes.addresses()
                .forEach(node -> words.addAll(List.of(
                        "--node",
                        node.pod() + "="
                                + (node.pod().equals(to) ? proxy.address() : node.host() + ":" + node.port()))));
        return words;
    }
}

package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.redis.Address;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runner is killed over and over, at random moments of moving slots there and back, under a load that also deletes and
 * expires. {@code -Dslotwise.chaos.kills} says how often, {@code -Dslotwise.chaos.seed} repeats the choices of a run.
 */
class RunnerKillTest {
    private static final int KILLS = Integer.getInteger("slotwise.chaos.kills", 5);
    private static final long SEED = Long.getLong("slotwise.chaos.seed", System.nanoTime());
    private static final int FILLED = 20_000;
    private static final int LENGTH = 100;
    private static final int SLOTS = 1500;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    private final Random random = new Random(SEED);
    private int kills;
    private int moves;

    @Test
    void howeverOftenTheRunnerIsKilledNothingIsLostAndNothingComesBack() throws Exception {
        System.out.println("seed " + SEED + ", " + KILLS + " kills");
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            WriteLoad.fill(nodes.addresses(), FILLED, LENGTH);
            Set<String> settings = nodes.settings();
            String standby = nodes.standby();
            String other = nodes.view().actives().get(0).pod();
            int owned = nodes.node(other).slots().size();
            try (Ledger ledger = new Ledger(nodes.addresses(), 0, SEED)) {
                while (kills < KILLS) {
                    String from = moves % 2 == 0 ? other : standby;
                    String to = moves % 2 == 0 ? standby : other;
                    int until = moves % 2 == 0 ? SLOTS : owned;
                    ledger.start();
                    moveAndKill(nodes, from, to, until);
                    assertThat(ledger.problems()).describedAs("seed %d", SEED).isEmpty();
                    assertThat(ledger.troubles()).isEmpty();
                    assertWhole(nodes, settings);
                    assertThat(nodes.node(to).slots().size()).isEqualTo(until);
                    moves++;
                    System.out.println(kills + " kills, " + moves + " moves, " + ledger.writes() + " writes");
                }
                assertThat(ledger.writes()).isGreaterThan(1000);
            }
            assertThat(WriteLoad.missing(nodes.addresses(), FILLED, LENGTH)).isZero();
        }
    }

    /** Runs until one run goes through, killing runs as long as there are kills left. */
    private void moveAndKill(TestNodes nodes, String from, String to, int until) throws Exception {
        List<String> words = List.of(
                "reshard",
                "--seed",
                nodes.process(to).address(),
                "--from",
                nodes.process(from).address(),
                "--to",
                nodes.process(to).address(),
                "--until-slots",
                Integer.toString(until),
                "--yes");
        while (true) {
            try (RunnerProcess runner = RunnerProcess.start(directory, words)) {
                if (kills < KILLS && awaitMovement(nodes, to, runner)) {
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(700_000)));
                }
                if (kills < KILLS && runner.isAlive()) {
                    runner.kill();
                    kills++;
                    continue;
                }
                assertThat(runner.exitCode()).describedAs(runner.err()).isZero();
                return;
            }
        }
    }

    /** Until the slots of that node are no longer what they were; false when the runner has ended. */
    private static boolean awaitMovement(TestNodes nodes, String pod, RunnerProcess runner) throws IOException {
        try (Connections connections = new Connections(Credentials.NONE)) {
            String before = myself(nodes, pod, connections);
            Awaitility.await()
                    .atMost(40, TimeUnit.SECONDS)
                    .pollDelay(1, TimeUnit.MILLISECONDS)
                    .pollInterval(5, TimeUnit.MILLISECONDS)
                    .until(() -> !runner.isAlive()
                            || !myself(nodes, pod, connections).equals(before));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("seed " + SEED + ": the runner stands still: " + runner.out(), e);
        }
        return runner.isAlive();
    }

    private static String myself(TestNodes nodes, String pod, Connections connections) {
        try {
            String table = connections
                    .all(nodes.process(pod).host(), 6379, List.of(Command.of("CLUSTER", "NODES")))
                    .get(0)
                    .text();
            return table.lines()
                    .filter(line -> line.contains("myself"))
                    .map(line -> line.substring(line.indexOf("connected")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertWhole(TestNodes nodes, Set<String> settings) throws Exception {
        assertThat(nodes.check().problems()).isEmpty();
        assertThat(nodes.changed(settings)).isEmpty();
        assertThat(nodes.view().live().stream()
                        .filter(LiveNode::isMaster)
                        .mapToInt(node -> node.slots().size())
                        .sum())
                .isEqualTo(16_384);
        try (Connections connections = new Connections(Credentials.NONE)) {
            for (Address node : nodes.addresses()) {
                assertThat(connections
                                .all(node.host(), node.port(), List.of(Command.of("KEYS", "slotwise:copies:*")))
                                .get(0)
                                .parts())
                        .describedAs("marks on %s", node.pod())
                        .isEmpty();
            }
        }
    }
}

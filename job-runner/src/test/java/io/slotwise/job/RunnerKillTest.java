package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
                    MovingCluster.assertWhole(nodes, settings);
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
        List<String> words = MovingCluster.reshard(nodes, from, to, until);
        while (true) {
            try (RunnerProcess runner = RunnerProcess.start(directory, words)) {
                if (kills < KILLS && MovingCluster.awaitMovement(nodes, to, runner)) {
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
}

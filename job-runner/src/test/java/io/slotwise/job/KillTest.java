package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Goal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner is killed half-way under write load, and run again. */
class KillTest {
    private static final int KEYS = 40_000;
    private static final int LENGTH = 200;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @Test
    void aReshardAndADrainThatWereKilledAreFinishedByTheNextRun() throws Exception {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            WriteLoad.fill(nodes.addresses(), KEYS, LENGTH);
            Set<String> settings = nodes.settings();
            try (WriteLoad load = WriteLoad.start(nodes.addresses(), 3000)) {
                String standby = nodes.standby();
                List<String> reshard = words(nodes, "reshard", "--to", standby);
                killAndResume(reshard, () -> slots(nodes, standby), 600, 2400);
                assertThat(slots(nodes, standby)).isBetween(3500, 4700);
                assertWhole(nodes, load, settings);

                nodes.add();
                nodes.add();
                assertThat(nodes.run(new Goal.Bootstrap(4, 1))).isEqualTo(new Outcome.Done());
                settings = nodes.settings();
                String replica = replicaOf(nodes, standby);
                List<String> drain = words(nodes, "drain", "--masters", "3", "--replicas", "1");
                drain.addAll(List.of("--linger", "2", "--empty", standby, "--leaving", standby, "--leaving", replica));
                killAndResume(drain, () -> slots(nodes, standby), 1600, 3400);
                assertThat(nodes.node(standby).isAlone()).isTrue();
                assertThat(nodes.node(replica).isAlone()).isTrue();
                assertThat(nodes.changed(settings)).isEmpty();
                nodes.remove(standby);
                nodes.remove(replica);
                assertWhole(nodes, load, settings);

                assertThat(load.lost()).isEmpty();
                assertThat(load.errors()).isEmpty();
                assertThat(load.acknowledged()).isGreaterThan(1000);
            }
            assertThat(WriteLoad.missing(nodes.addresses(), KEYS, LENGTH)).isZero();
        }
    }

    private static String replicaOf(TestNodes nodes, String pod) {
        return nodes.view().live().stream()
                .filter(node -> node.follows(nodes.node(pod)))
                .findFirst()
                .orElseThrow()
                .pod();
    }

    private static int slots(TestNodes nodes, String pod) {
        return nodes.node(pod).slots().size();
    }

    /** SIGKILL to the first run, SIGTERM to the second; the third goes through. */
    private static void killAndResume(List<String> words, IntSupplier slots, int low, int high) throws Exception {
        try (RunnerProcess first = RunnerProcess.start(directory, words)) {
            await(first, () -> within(slots.getAsInt(), low, high));
            first.kill();
            assertThat(slots.getAsInt()).isBetween(1, 4095);
        }
        try (RunnerProcess second = RunnerProcess.start(directory, words)) {
            await(second, () -> isAtWork(second)); // a server finishes by itself what the first has asked it to
            int before = slots.getAsInt();
            await(second, () -> Math.abs(slots.getAsInt() - before) > 100);
            second.terminate();
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains("resume by running it again").doesNotContain("\tat ");
        }
        try (RunnerProcess third = RunnerProcess.start(directory, words)) {
            assertThat(third.exitCode()).describedAs(third.err()).isZero();
            assertThat(third.out()).containsOnlyOnce("job succeeded");
        }
    }

    private static boolean isAtWork(RunnerProcess runner) {
        try {
            return runner.out().contains("Job step");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(RunnerProcess runner, BooleanSupplier reached) throws Exception {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .pollDelay(1, TimeUnit.MILLISECONDS)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> !runner.isAlive() || reached.getAsBoolean());
        assertThat(runner.isAlive()).describedAs(runner.err()).isTrue();
    }

    private static boolean within(int value, int low, int high) {
        return value >= low && value <= high;
    }

    private static void assertWhole(TestNodes nodes, WriteLoad load, Set<String> settings) {
        assertThat(nodes.check().problems()).isEmpty();
        assertThat(nodes.changed(settings)).isEmpty();
        assertThat(load.errors()).isEmpty();
    }

    private static List<String> words(TestNodes nodes, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(nodes.nodeWords());
        return all;
    }
}

package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.cluster.SlotHash;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.TestServers;
import io.slotwise.job.plan.Facts;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slots moved by servers themselves, under writes, with replicas. */
class NativeEngineTest {
    private static final int KEYS = 20_000;
    private static final int LENGTH = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"valkey-9.1", "redis-8.6"})
    void aKilledRunIsResumedAndNothingIsLost(String server) throws Exception {
        try (TestNodes nodes = nodes(server)) {
            WriteLoad.fill(nodes.addresses(), KEYS, LENGTH);
            String to = nodes.standby();
            try (WriteLoad load = WriteLoad.start(nodes.addresses(), 3000)) {
                List<String> words = new ArrayList<>(List.of("reshard", "--to", to, "--engine", "native"));
                words.addAll(nodes.nodeWords());
                try (RunnerProcess first = RunnerProcess.start(directory, words)) {
                    Awaitility.await()
                            .atMost(60, TimeUnit.SECONDS)
                            .pollInterval(5, TimeUnit.MILLISECONDS)
                            .until(() ->
                                    !first.isAlive() || !nodes.node(to).slots().isEmpty());
                    first.kill();
                }
                assertThat(nodes.node(to).slots().size()).isLessThan(4000);
                try (RunnerProcess second = RunnerProcess.start(directory, words)) {
                    assertThat(second.exitCode()).describedAs(second.err()).isZero();
                    assertThat(second.out()).doesNotContain("failed");
                }
                assertThat(load.lost()).isEmpty();
                assertThat(load.errors()).isEmpty();
                assertThat(load.acknowledged()).isGreaterThan(1000);
            }
            assertThat(nodes.check().problems()).isEmpty();
            assertThat(nodes.node(to).slots().size()).isBetween(3500, 4700);
            assertThat(WriteLoad.missing(nodes.addresses(), KEYS, LENGTH)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"valkey-9.1", "redis-8.6"})
    void aMigrationThatIsCancelledByOthersIsMadeUpForByTheOtherRoad(String server) throws Exception {
        try (TestNodes nodes = nodes(server)) {
            WriteLoad.fill(nodes.addresses(), KEYS, LENGTH);
            String seed = nodes.process("pod-0").address();
            String to = nodes.node(nodes.standby()).ref().address();
            List<String> words =
                    new ArrayList<>(List.of("reshard", "--seed", seed, "--from", giver(nodes), "--to", to));
            words.addAll(List.of("--slots", "500", "--engine", "native", "--yes"));
            try (RunnerProcess runner = RunnerProcess.start(directory, words)) {
                cancelAll(nodes.view().masters().toList(), runner);
                assertThat(runner.exitCode()).describedAs(runner.err()).isZero();
                assertThat(runner.out()).contains("The server's own migration failed; going on without it");
            }
            assertThat(nodes.check().problems()).isEmpty();
            assertThat(WriteLoad.missing(nodes.addresses(), KEYS, LENGTH)).isZero();
        }
    }

    /** Its destination does not look whose the slots are when it takes them. */
    @Test
    void redisMovesSlotsByItselfOnlyWhenAskedTo() throws Exception {
        try (TestNodes nodes = nodes("redis-8.6");
                Connections connections = new Connections(Credentials.NONE)) {
            LiveNode source = nodes.view().actives().get(0);
            String taker = nodes.standby();
            NodeRef to = nodes.node(taker).ref();
            String words = "reshard --from " + source.ref().address() + " --to " + to.address() + " --slots 10 --yes";
            Command all = Command.of("CLUSTER", "MIGRATION", "STATUS", "ALL");

            assertThat(nodes.command(source.pod(), words, new StringWriter())).isZero();
            assertThat(connections
                            .all(to.host(), to.port(), List.of(all))
                            .get(0)
                            .parts())
                    .isEmpty();

            assertThat(nodes.command(source.pod(), words + " --engine native", new StringWriter()))
                    .isZero();
            assertThat(connections
                            .all(to.host(), to.port(), List.of(all))
                            .get(0)
                            .parts())
                    .isNotEmpty();
            assertThat(nodes.node(taker).slots().size()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"valkey-9.1", "redis-8.6"})
    void aMarkThatWasLeftDoesNotGoAlong(String server) {
        try (TestNodes nodes = nodes(server)) {
            String mark = "slotwise:copies:{0}";
            int slot = SlotHash.getSlot(mark);
            LiveNode source = nodes.view().claimants(slot).get(0);
            nodes.sayAll(source.pod(), redis -> {
                redis.set(mark, "let go");
                redis.set("{0}", "stays");
            });

            assertThat(nodes.command(
                            source.pod(),
                            "drain --empty " + source.ref().address() + " --engine native --yes",
                            new StringWriter()))
                    .isZero();

            LiveNode owner = nodes.view().claimants(slot).get(0);
            assertThat(owner.id()).isNotEqualTo(source.id());
            nodes.sayAll(owner.pod(), redis -> {
                assertThat(redis.get("{0}")).isEqualTo("stays");
                assertThat(redis.get(mark)).isNull();
            });
        }
    }

    /** Such as somebody left there who closed a slot by hand. Valkey 9.1 ends itself when it is told to import that slot. */
    @ParameterizedTest
    @ValueSource(strings = {"valkey-9.1", "redis-8.6"})
    void aDestinationThatHoldsKeysOfASlotAlreadySurvives(String server) throws IOException {
        try (TestNodes nodes = nodes(server)) {
            LiveNode source = nodes.view().actives().get(0);
            String to = nodes.standby();
            long process = nodes.process(to).pid();
            int slot = source.slots().stream().max().orElseThrow();
            String key = TestNodes.key(slot, "k", "");
            nodes.say(source.pod(), redis -> redis.set(key, "counts"));
            nodes.sayAll(to, redis -> {
                redis.clusterSetSlotImporting(slot, source.id());
                redis.asking();
                redis.set(key, "does not");
                redis.clusterSetSlotStable(slot);
            });

            String words = "reshard --from " + source.ref().address() + " --to "
                    + nodes.node(to).ref().address() + " --slots 100 --engine native --yes";
            assertThat(nodes.command(source.pod(), words, new StringWriter())).isZero();

            assertThat(ProcessHandle.of(process)).isPresent();
            assertThat(nodes.node(to).slots().size()).isEqualTo(100);
            assertThat(nodes.<String>say(to, redis -> redis.get(key))).isEqualTo("counts");
        }
    }

    /** Its source dies for good just as it begins, and its slots have another owner when it is tried again. */
    @Test
    void anImportThatAKilledRunLeftAndThatNeverSucceedsIsCancelled() throws Exception {
        try (TestNodes nodes = nodes("redis-8.6");
                Connections connections = new Connections(Credentials.NONE)) {
            String from = nodes.view().actives().get(0).pod();
            NodeRef to = nodes.node(nodes.standby()).ref();
            int slot = nodes.node(from).slots().stream().findFirst().orElseThrow();
            String replica = nodes.replicaOf(from);
            nodes.process(from).kill();
            connections.all(to.host(), to.port(), List.of(Command.of("CLUSTER", "MIGRATION", "IMPORT", slot, slot)));
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> nodes.node(to.pod()).facts().migration() == Facts.Migration.FAILING);
            nodes.remove(from);
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> nodes.node(replica).isMaster());

            assertThat(nodes.run(Goal.Give.now(nodes.view(), replica, to.pod(), 100)))
                    .isEqualTo(new Outcome.Done());

            assertThat(nodes.node(to.pod()).slots().size()).isEqualTo(100);
        }
    }

    private static String giver(TestNodes nodes) {
        return nodes.view().actives().get(0).ref().address();
    }

    /** Cancels whatever migration is under way, again and again, as long as the runner runs. */
    private static void cancelAll(List<LiveNode> masters, RunnerProcess runner) throws IOException {
        Command valkeys = Command.of("CLUSTER", "CANCELSLOTMIGRATIONS");
        Command redis = Command.of("CLUSTER", "MIGRATION", "CANCEL", "ALL");
        try (Connections connections = new Connections(Credentials.NONE)) {
            while (runner.isAlive()) {
                for (LiveNode node : masters) {
                    connections.talk(node.ref().host(), node.ref().port(), it -> it.askAll(List.of(valkeys, redis)));
                }
            }
        }
    }

    private TestNodes nodes(String server) {
        Optional<RedisBinary> binary = TestServers.find().named(server);
        assumeTrue(binary.isPresent(), TestServers.missing(server));
        return TestNodes.formed(binary.orElseThrow(), directory, 3, 1);
    }
}

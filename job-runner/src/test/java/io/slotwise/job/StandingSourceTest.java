package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.TestServers;
import io.slotwise.job.plan.Facts;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While Redis moves a slot by itself, its source stands still until a replica has taken over from it, as one that the network
 * cuts off does, and then goes on with what it was doing.
 */
class StandingSourceTest {
    private static final int KEYS = 2000;

    /** Microseconds for each key, so that a migration takes two seconds. */
    private static final String[] SLOW = {"--rdb-key-save-delay", "1000"};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void aRunEndsTheMigrationBeforeItWakes() throws Exception {
        try (TestNodes nodes = nodes()) {
            Scene scene = Scene.of(nodes);
            try (RunnerProcess runner = scene.runner(directory)) {
                scene.standStill();
                scene.write("newer");
                scene.wake();
                assertThat(runner.exitCode()).describedAs(runner.err()).isZero();
            }
            assertThat(scene.values()).containsOnlyKeys("newer");
            assertThat(nodes.node(scene.to).slots().stream()).containsExactly(scene.slot);
        }
    }

    @Test
    void whatAKilledRunLeftIsReportedAndEndedByTheNextThoughTheSourceIsAway() throws Exception {
        try (TestNodes nodes = nodes()) {
            Scene scene = Scene.of(nodes);
            try (RunnerProcess runner = scene.runner(directory)) {
                scene.begun();
                runner.kill();
            }
            nodes.signal(scene.from, "STOP");
            StringWriter out = new StringWriter();
            assertThat(nodes.command(scene.to, "check", out)).isEqualTo(1);
            assertThat(out.toString()).contains(nodes.process(scene.to).address() + " imports slots by itself");
            assertThat(nodes.command(scene.to, "heal --yes --patience 1 --timeout 30", out))
                    .as("%s", out)
                    .isEqualTo(3);
            assertThat(nodes.node(scene.to).facts().migration()).isEqualTo(Facts.Migration.NONE);
            scene.awaitSuccessor();
            scene.write("newer");
            scene.wake();
            assertThat(scene.values()).containsOnlyKeys("newer");
        }
    }

    /** A slot full of keys, on its way from one master to another. */
    private record Scene(TestNodes nodes, String from, String replica, String to, int slot, String tag) {
        static Scene of(TestNodes nodes) {
            LiveNode source = nodes.view().actives().get(0);
            int slot = source.slots().stream().max().orElseThrow();
            String tag = TestNodes.key(slot, "{", "}");
            Scene scene = new Scene(nodes, source.pod(), nodes.replicaOf(source.pod()), nodes.standby(), slot, tag);
            scene.write("older", source.pod());
            return scene;
        }

        RunnerProcess runner(Path directory) throws IOException {
            return RunnerProcess.start(
                    directory,
                    List.of(
                            "reshard",
                            "--seed",
                            address(to),
                            "--from",
                            address(from),
                            "--to",
                            address(to),
                            "--until-slots",
                            "1",
                            "--engine",
                            "native",
                            "--yes"));
        }

        private String address(String pod) {
            return nodes.process(pod).address();
        }

        void begun() {
            await().until(() -> nodes.node(to).facts().migration() == Facts.Migration.IMPORTING);
        }

        /** From the middle of the migration until it waits for nothing but a word from its source, or has ended. */
        void standStill() throws Exception {
            begun();
            nodes.signal(from, "STOP");
            awaitSuccessor();
            await().until(() -> {
                String status = status();
                return status.contains("wait-stream-eof") || status.contains("canceled");
            });
        }

        private String status() throws IOException {
            try (Connections connections = new Connections(Credentials.NONE)) {
                return connections
                        .all(
                                nodes.process(to).host(),
                                nodes.process(to).port(),
                                List.of(Command.of("CLUSTER", "MIGRATION", "STATUS", "ALL")))
                        .toString();
            }
        }

        void awaitSuccessor() {
            await().until(() -> nodes.node(replica).isMaster()
                    && nodes.node(replica).facts().state() == Facts.State.OK);
        }

        void wake() throws Exception {
            nodes.signal(from, "CONT");
            await().until(() -> nodes.node(from).isInSync());
        }

        void write(String value) {
            write(value, replica);
        }

        private void write(String value, String pod) {
            nodes.sayAll(pod, redis -> {
                redis.mset(keys().collect(Collectors.toMap(Function.identity(), key -> value)));
                redis.waitForReplication(1, 1000);
            });
        }

        private Stream<String> keys() {
            return IntStream.range(0, KEYS).mapToObj(i -> tag + i);
        }

        /** How many keys have each value. */
        Map<String, Long> values() {
            LiveNode owner = nodes.view().claimants(slot).get(0);
            return nodes.say(
                    owner.pod(),
                    redis -> redis.mget(keys().toArray(String[]::new)).stream()
                            .collect(
                                    Collectors.groupingBy(pair -> pair.getValueOrElse("lost"), Collectors.counting())));
        }

        private static org.awaitility.core.ConditionFactory await() {
            return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
        }
    }

    private TestNodes nodes() {
        Optional<RedisBinary> binary = TestServers.find().named("redis-8.6");
        assumeTrue(binary.isPresent(), TestServers.missing("redis-8.6"));
        return TestNodes.formed(binary.orElseThrow(), directory, 3, 1, SLOW);
    }
}

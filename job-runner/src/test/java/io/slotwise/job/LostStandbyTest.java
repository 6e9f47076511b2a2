package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import io.slotwise.job.plan.LiveNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby dies for good when its first slot is on its way to it: nobody votes for the replica of a master without slots. */
class LostStandbyTest {
    private static final int SLOT = SlotHash.getSlot("{a}");

    private final StringWriter out = new StringWriter();

    @Test
    void healLetsItsReplicaTakeItsPlaceAndTheSlotArrivesThere(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            LiveNode source = nodes.view().claimants(SLOT).get(0);
            LiveNode standby = nodes.node(nodes.standby());
            String replica = nodes.replicaOf(standby.pod());
            begin(nodes, source, standby);
            nodes.remove(standby.pod());
            awaitVerdict(nodes, standby);

            assertThat(run(nodes, source, "heal")).as("a dry run: %s", out).isZero();
            assertThat(run(nodes, source, "heal --yes --timeout 60"))
                    .as("%s", out)
                    .isZero();

            assertThat(nodes.node(replica).slots().stream()).containsExactly(SLOT);
            on(
                    nodes,
                    replica,
                    redis -> assertThat(redis.mget("{a}moved", "{a}left"))
                            .extracting(pair -> pair.getValueOrElse("lost"))
                            .containsExactly("1", "2"));
            assertThat(run(nodes, source, "check")).as("%s", out).isZero();
        }
    }

    /** One key there, and with its replica; one at its source. */
    private static void begin(TestNodes nodes, LiveNode source, LiveNode standby) {
        on(nodes, standby.pod(), redis -> redis.clusterSetSlotImporting(SLOT, source.id()));
        on(nodes, source.pod(), redis -> {
            redis.set("{a}moved", "1");
            redis.set("{a}left", "2");
            redis.clusterSetSlotMigrating(SLOT, standby.id());
            redis.migrate(standby.ref().host(), standby.ref().port(), 0, 5000, MigrateArgs.Builder.key("{a}moved"));
        });
        on(
                nodes,
                standby.pod(),
                redis -> assertThat(redis.waitForReplication(1, 5000)).isEqualTo(1));
    }

    private static void awaitVerdict(TestNodes nodes, LiveNode dead) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> nodes.view().live().stream()
                        .allMatch(node -> node.table()
                                .byId(dead.id())
                                .orElseThrow()
                                .flags()
                                .contains("fail")));
    }

    private static void on(TestNodes nodes, String pod, Consumer<RedisCommands<String, String>> talk) {
        RedisClient client =
                RedisClient.create(RedisURI.create(nodes.process(pod).host(), 6379));
        try (var connection = client.connect()) {
            talk.accept(connection.sync());
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private int run(TestNodes nodes, LiveNode seed, String line) {
        out.getBuffer().setLength(0);
        return JobCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute((line + " --seed " + nodes.process(seed.pod()).address()).split(" "));
    }
}

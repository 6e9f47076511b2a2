package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.slotwise.job.plan.Facts;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster with all that heal mends. */
class HealTest {
    private static final int KEYS = 2000;

    private final StringWriter out = new StringWriter();

    @Test
    void openSlotsADisownedOneUnevenReplicasAndADeadNodeAreMendedAfterBeingShown(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            WriteLoad.fill(nodes.addresses(), KEYS, 100);
            LiveNode source = nodes.view().actives().get(0);
            LiveNode destination = nodes.view().actives().get(1);
            int slot = source.slots().stream().findFirst().orElseThrow();
            say(nodes, destination, redis -> redis.clusterSetSlotImporting(slot, source.id()));
            say(nodes, source, redis -> redis.clusterSetSlotMigrating(slot, destination.id()));
            LiveNode deposed = nodes.view().actives().get(2);
            int disowned = emptySlot(nodes, deposed);
            say(nodes, deposed, redis -> redis.clusterSetSlotNode(disowned, source.id()));
            LiveNode dead = replicaOf(nodes, destination);
            nodes.remove(dead.pod());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> nodes.view().live().stream()
                            .allMatch(node -> node.table()
                                    .byId(dead.id())
                                    .orElseThrow()
                                    .flags()
                                    .contains("fail")));

            assertThat(run(nodes, source, "check")).isEqualTo(1);
            assertThat(out.toString())
                    .contains("has open slots", "(" + dead.id() + "), which heal strikes", "has no replica");
            assertThat(run(nodes, source, "heal")).as("a dry run: %s", out).isZero();
            assertThat(out.toString())
                    .contains(
                            "finishing the interrupted move of 1 slots",
                            "finishing the hand-over of slots " + disowned + " to ",
                            "striking");
            assertThat(nodes.node(source.pod()).self().hasOpenSlots()).isTrue();

            assertThat(run(nodes, source, "heal --yes")).isZero();

            assertThat(run(nodes, source, "check")).isZero();
            assertThat(nodes.node(destination.pod()).slots().contains(slot)).isTrue();
            assertThat(nodes.node(deposed.pod()).slots().contains(disowned)).isTrue();
            assertThat(nodes.view().live()).noneMatch(node -> node.knows(dead.id()));
            assertThat(WriteLoad.missing(nodes.addresses(), KEYS, 100)).isZero();
        }
    }

    @Test
    void aClusterThatCameBackAtOtherAddressesIsIntroducedAgain(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1, "--appendonly", "yes")) {
            WriteLoad.fill(nodes.addresses(), KEYS, 100);
            nodes.moveAll();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> nodes.view().live().size() == 8
                            && nodes.view().live().stream()
                                    .allMatch(node -> node.facts().state() == Facts.State.FAIL));

            assertThat(nodes.run(new Goal.Heal())).isEqualTo(new Outcome.Done());

            assertThat(nodes.check().problems()).isEmpty();
            assertThat(WriteLoad.missing(nodes.addresses(), KEYS, 100)).isZero();
        }
    }

    private static int emptySlot(TestNodes nodes, LiveNode master) {
        AtomicInteger empty = new AtomicInteger(-1);
        say(
                nodes,
                master,
                redis -> empty.set(master.slots().stream()
                        .filter(slot -> redis.clusterCountKeysInSlot(slot) == 0)
                        .findFirst()
                        .orElseThrow()));
        return empty.get();
    }

    private static LiveNode replicaOf(TestNodes nodes, LiveNode master) {
        return nodes.view().live().stream()
                .filter(node -> node.follows(master))
                .findFirst()
                .orElseThrow();
    }

    private static void say(TestNodes nodes, LiveNode node, Consumer<RedisCommands<String, String>> what) {
        RedisClient client = RedisClient.create(
                RedisURI.create(nodes.process(node.pod()).host(), node.ref().port()));
        try (var connection = client.connect()) {
            what.accept(connection.sync());
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

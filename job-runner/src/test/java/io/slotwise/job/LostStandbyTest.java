package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.KillArgs;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.cluster.SlotHash;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import io.slotwise.job.resp.Lines;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A standby dies for good when its first slot is on its way to it: nobody votes for the replica of a master without slots. */
class LostStandbyTest {
    private static final int SLOT = SlotHash.getSlot("{a}");

    /** On Valkey replicas of a master that imports take over by themselves, unless told not to. */
    private static final String[] WAITING = {"--cluster-replica-no-failover", "yes"};

    private static final int PONG = 1;
    private static final int NOTHING = -1;

    /** Longer than a replica may have been out of touch when its master dies. */
    private static final Duration LONG_OUT = Duration.ofSeconds(8);

    private final StringWriter out = new StringWriter();

    @Test
    void healLetsItsReplicaTakeItsPlaceAndTheSlotArrivesThere(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            LiveNode source = source(nodes);
            LiveNode standby = nodes.node(nodes.standby());
            String replica = nodes.replicaOf(standby.pod());
            begin(nodes, source, standby);
            awaitCopy(nodes, standby);
            nodes.remove(standby.pod());
            nodes.awaitVerdict(standby);

            assertThat(nodes.command(source.pod(), "heal", out))
                    .as("a dry run: %s", out)
                    .isZero();
            assertHealed(nodes, source, replica);
        }
    }

    @Test
    void ofTwoTheOneThatHasMoreTakesItsPlaceAndTheOtherFollows(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 2, 2, WAITING)) {
            LiveNode source = source(nodes);
            LiveNode standby = nodes.node(nodes.standby());
            List<String> replicas = nodes.replicasOf(standby.pod());
            String behind = replicas.get(0);
            String ahead = replicas.get(1);
            cut(nodes, standby, behind);
            begin(nodes, source, standby);
            awaitCopy(nodes, standby);
            nodes.remove(standby.pod());
            mend(nodes, behind);
            nodes.awaitVerdict(standby);
            assertThat(number(nodes, behind, "slave_repl_offset"))
                    .isLessThan(number(nodes, ahead, "slave_repl_offset"));

            assertHealed(nodes, source, ahead);
            assertThat(nodes.node(behind).follows(nodes.node(ahead))).isTrue();
        }
    }

    /** When it wakes it has just lost touch, and looks better than one that had long lost it and has more. */
    @Test
    void oneThatHasJustWokenDoesNotTakeItsPlaceBeforeOneThatHasMore(@TempDir Path directory) throws Exception {
        try (TestNodes nodes = TestNodes.formed(directory, 2, 2, WAITING)) {
            LiveNode source = source(nodes);
            LiveNode standby = nodes.node(nodes.standby());
            List<String> replicas = nodes.replicasOf(standby.pod());
            String sleeper = replicas.get(0);
            String ahead = replicas.get(1);
            replicate(nodes, source, standby, 2);
            nodes.signal(sleeper, "STOP");
            fillSockets(nodes, source, standby);
            begin(nodes, source, standby);
            awaitCopy(nodes, standby);
            lockOut(nodes, standby, ahead);
            awaitLongOut(nodes, ahead);
            nodes.remove(standby.pod());
            nodes.signal(sleeper, "CONT");
            mend(nodes, ahead);
            nodes.awaitVerdict(standby);
            assertThat(number(nodes, sleeper, "slave_repl_offset"))
                    .isLessThan(number(nodes, ahead, "slave_repl_offset"));

            assertHealed(nodes, source, ahead);
            assertThat(nodes.node(sleeper).follows(nodes.node(ahead))).isTrue();
        }
    }

    /** More than a replica that does not read is sent. */
    private static void fillSockets(TestNodes nodes, LiveNode source, LiveNode standby) {
        nodes.sayAll(standby.pod(), redis -> {
            redis.clusterSetSlotImporting(SLOT, source.id());
            redis.asking();
            redis.set("{a}gone", "x".repeat(30_000_000));
            redis.asking();
            redis.del("{a}gone");
        });
    }

    /** The standby began to count anew when it was started again. */
    @Test
    void oneThatWasOutOfTouchDoesNotTakeItsPlaceThoughItHasCountedFurther(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 2, 2, WAITING)) {
            LiveNode source = source(nodes);
            LiveNode standby = nodes.node(nodes.standby());
            List<String> replicas = nodes.replicasOf(standby.pod());
            String inTouch = replicas.get(0);
            String outOfTouch = replicas.get(1);
            replicate(nodes, source, standby, 2);
            cut(nodes, standby, outOfTouch);
            nodes.restart(standby.pod());
            awaitLongOut(nodes, outOfTouch);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> nodes.node(inTouch).isInSync());
            begin(nodes, source, standby);
            awaitCopy(nodes, standby);
            nodes.remove(standby.pod());
            mend(nodes, outOfTouch);
            nodes.awaitVerdict(standby);
            assertThat(number(nodes, outOfTouch, "slave_repl_offset"))
                    .isGreaterThan(number(nodes, inTouch, "slave_repl_offset"));

            assertHealed(nodes, source, inTouch);
            assertThat(nodes.node(outOfTouch).follows(nodes.node(inTouch))).isTrue();
        }
    }

    /** How far a run got before it was killed. */
    enum Reached {
        THE_HEIR,
        THE_SOURCE
    }

    @ParameterizedTest
    @CsvSource({"THE_HEIR,true", "THE_SOURCE,true", "THE_HEIR,false"})
    void healGoesOnWhereARunWasKilledThatHadBegunToLetAReplicaTakeOver(
            Reached reached, boolean moved, @TempDir Path directory) throws IOException {
        try (TestNodes nodes = TestNodes.formed(directory, 2, 2, WAITING)) {
            LiveNode source = source(nodes);
            LiveNode standby = nodes.node(nodes.standby());
            List<String> replicas = nodes.replicasOf(standby.pod());
            LiveNode heir = nodes.node(replicas.get(0));
            String sibling = replicas.get(1);
            replicate(nodes, source, standby, 2);
            begin(nodes, source, standby, moved);
            nodes.say(standby.pod(), redis -> redis.waitForReplication(2, 5000));
            nodes.remove(standby.pod());
            nodes.awaitVerdict(standby);
            takeOver(nodes, heir, reached == Reached.THE_SOURCE ? List.of(source) : List.of());

            assertHealed(nodes, source, heir.pod());
            assertThat(nodes.node(sibling).follows(nodes.node(heir.pod()))).isTrue();
        }
    }

    /** Nobody can tell then whose replica it was. */
    @Test
    void whenTheHeirDiesBeforeItsSiblingHasHeardHealSaysHowAPersonLetsThatTakeOver(@TempDir Path directory)
            throws IOException {
        try (TestNodes nodes = TestNodes.formed(directory, 2, 2, WAITING)) {
            LiveNode source = source(nodes);
            LiveNode standby = nodes.node(nodes.standby());
            LiveNode heir = nodes.node(nodes.replicasOf(standby.pod()).get(0));
            LiveNode sibling = nodes.node(nodes.replicasOf(standby.pod()).get(1));
            begin(nodes, source, standby);
            nodes.say(standby.pod(), redis -> redis.waitForReplication(2, 5000));
            nodes.remove(standby.pod());
            nodes.awaitVerdict(standby);
            takeOver(nodes, heir, List.of(source));
            nodes.remove(heir.pod());
            nodes.awaitVerdict(heir);

            assertThat(nodes.command(source.pod(), "heal --yes --timeout 60 --patience 1", out))
                    .as("%s", out)
                    .isEqualTo(3);
            assertThat(out.toString())
                    .contains(sibling.ref().address() + " has copies of what it held", "CLUSTER FAILOVER TAKEOVER");

            takeOver(nodes, sibling, List.of());
            assertHealed(nodes, source, sibling.pod());
        }
    }

    /** The beginning of what heal does. */
    private static void takeOver(TestNodes nodes, LiveNode heir, List<LiveNode> owners) throws IOException {
        try (Connections connections = new Connections(Credentials.NONE)) {
            connections.all(
                    heir.ref().host(), heir.ref().port(), List.of(Command.of("CLUSTER", "FAILOVER", "TAKEOVER")));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> nodes.view().live().stream()
                        .allMatch(node ->
                                node.table().byId(heir.id()).orElseThrow().isMaster()));
        owners.forEach(owner -> nodes.say(owner.pod(), redis -> redis.clusterSetSlotMigrating(SLOT, heir.id())));
    }

    /** What a replica has not heard for a while. */
    enum Silence {
        ITS_MASTERS_DATA,
        ITS_MASTER
    }

    @ParameterizedTest
    @EnumSource
    void healRefusesWhenTheOnlyOneWasOutOfTouch(Silence silence, @TempDir Path directory) throws IOException {
        boolean mayDebug = RedisBinary.find().atLeast(7, 0);
        assumeTrue(mayDebug || silence == Silence.ITS_MASTERS_DATA, "Redis 6.2 does not drop packets");
        List<String> settings = new ArrayList<>(List.of(WAITING));
        settings.addAll(mayDebug ? List.of("--enable-debug-command", "yes") : List.of());
        try (TestNodes nodes = TestNodes.formed(directory, 2, 1, settings.toArray(String[]::new))) {
            LiveNode source = source(nodes);
            LiveNode standby = nodes.node(nodes.standby());
            String replica = nodes.replicaOf(standby.pod());
            replicate(nodes, source, standby, 1);
            cut(nodes, standby, replica);
            if (silence == Silence.ITS_MASTER) {
                dropPackets(nodes, replica, PONG);
            }
            awaitLongOut(nodes, replica);
            begin(nodes, source, standby);
            nodes.remove(standby.pod());
            if (silence == Silence.ITS_MASTER) {
                dropPackets(nodes, replica, NOTHING);
            }
            nodes.awaitVerdict(standby);

            assertThat(nodes.command(source.pod(), "heal --yes --timeout 60", out))
                    .as("%s", out)
                    .isEqualTo(3);

            assertThat(out.toString())
                    .contains(
                            "its replica (" + nodes.process(replica).address()
                                    + ") was not in touch with it at the end",
                            "CLUSTER FAILOVER TAKEOVER");
            assertThat(nodes.node(replica).isMaster()).isFalse();
            assertThat(nodes.node(source.pod()).self().migrating()).containsKey(SLOT);
        }
    }

    private static LiveNode source(TestNodes nodes) {
        return nodes.view().claimants(SLOT).get(0);
    }

    /** A key that comes and goes, which replicas get. */
    private static void replicate(TestNodes nodes, LiveNode source, LiveNode standby, int replicas) {
        nodes.sayAll(standby.pod(), redis -> {
            redis.clusterSetSlotImporting(SLOT, source.id());
            redis.asking();
            redis.set("{a}gone", "x".repeat(100_000));
            redis.asking();
            redis.del("{a}gone");
            redis.clusterSetSlotStable(SLOT);
            assertThat(redis.waitForReplication(replicas, 5000)).isEqualTo(replicas);
        });
    }

    /** One key there; one at its source. */
    private static void begin(TestNodes nodes, LiveNode source, LiveNode standby) {
        begin(nodes, source, standby, true);
    }

    private static void begin(TestNodes nodes, LiveNode source, LiveNode standby, boolean moved) {
        nodes.say(standby.pod(), redis -> redis.clusterSetSlotImporting(SLOT, source.id()));
        nodes.sayAll(source.pod(), redis -> {
            redis.set("{a}moved", "1");
            redis.set("{a}left", "2");
            redis.clusterSetSlotMigrating(SLOT, standby.id());
            if (moved) {
                redis.migrate(standby.ref().host(), standby.ref().port(), 0, 5000, MigrateArgs.Builder.key("{a}moved"));
            }
        });
    }

    /** Until a replica has all that its master has. */
    private static void awaitCopy(TestNodes nodes, LiveNode master) {
        nodes.say(
                master.pod(),
                redis -> assertThat(redis.waitForReplication(1, 5000)).isEqualTo(1));
    }

    private static void lockOut(TestNodes nodes, LiveNode master, String replica) {
        nodes.sayAll(replica, redis -> {
            redis.configSet("masteruser", "nobody");
            redis.configSet("masterauth", "wrong");
        });
        nodes.say(master.pod(), redis -> redis.clientKill(KillArgs.Builder.typeSlave()));
    }

    /** Its master does not let it in any more. */
    private static void cut(TestNodes nodes, LiveNode master, String replica) {
        lockOut(nodes, master, replica);
        List<String> others = nodes.replicasOf(master.pod());
        others.remove(replica);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !nodes.node(replica).isInSync()
                        && others.stream().allMatch(other -> nodes.node(other).isInSync()));
    }

    private static void mend(TestNodes nodes, String replica) {
        nodes.sayAll(replica, redis -> {
            redis.configSet("masteruser", "");
            redis.configSet("masterauth", "");
        });
    }

    /** What nodes answer to a node's questions whether they live, so that it does not know until when they did. */
    private static void dropPackets(TestNodes nodes, String pod, int type) throws IOException {
        try (Connections connections = new Connections(Credentials.NONE)) {
            connections.all(
                    nodes.process(pod).host(),
                    RedisProcess.PORT,
                    List.of(Command.of("DEBUG", "DROP-CLUSTER-PACKET-FILTER", type)));
        }
    }

    private static void awaitLongOut(TestNodes nodes, String replica) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> number(nodes, replica, "master_link_down_since_seconds") >= LONG_OUT.toSeconds());
    }

    private static long number(TestNodes nodes, String pod, String name) {
        return nodes.say(pod, redis -> Lines.parse(redis.info("replication")).number(name));
    }

    private void assertHealed(TestNodes nodes, LiveNode source, String heir) {
        assertThat(nodes.command(source.pod(), "heal --yes --timeout 60", out))
                .as("%s", out)
                .isZero();
        assertThat(nodes.node(heir).slots().stream()).containsExactly(SLOT);
        nodes.say(
                heir,
                redis -> assertThat(redis.mget("{a}moved", "{a}left"))
                        .extracting(pair -> pair.getValueOrElse("lost"))
                        .containsExactly("1", "2"));
        assertThat(nodes.command(source.pod(), "check", out)).as("%s", out).isZero();
    }
}

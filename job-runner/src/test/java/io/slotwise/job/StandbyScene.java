package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KillArgs;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.cluster.SlotHash;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import io.slotwise.job.resp.Lines;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A slot on its way from its owner to a standby, which is going to die.
 *
 * @param source who owns the slot
 */
record StandbyScene(TestNodes nodes, LiveNode source, LiveNode standby) {
    static final int SLOT = SlotHash.getSlot("{a}");

    /** On Valkey replicas of a master that imports take over by themselves, unless told not to. */
    static final String[] WAITING = {"--cluster-replica-no-failover", "yes"};

    /** Longer than a replica may have been out of touch when its master dies. */
    private static final Duration LONG_OUT = Duration.ofSeconds(8);

    static StandbyScene of(TestNodes nodes) {
        return new StandbyScene(nodes, nodes.view().claimants(SLOT).get(0), nodes.node(nodes.standby()));
    }

    /** More than a replica that does not read is sent. */
    void fillSockets() {
        nodes.sayAll(standby.pod(), redis -> {
            redis.clusterSetSlotImporting(SLOT, source.id());
            redis.asking();
            redis.set("{a}gone", "x".repeat(30_000_000));
            redis.asking();
            redis.del("{a}gone");
        });
    }

    /** The beginning of what heal does. */
    void takeOver(LiveNode heir, List<LiveNode> owners) throws IOException {
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

    /** A key that comes and goes, which so many replicas get. */
    void replicate(int replicas) {
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
    void begin() {
        begin(true);
    }

    void begin(boolean moved) {
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

    /** Until so many replicas say that they have all that the standby has now. */
    void awaitCopies(int replicas) {
        long end = number(standby.pod(), "master_repl_offset");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> acknowledged(end) >= replicas);
    }

    private long acknowledged(long end) {
        return nodes.say(
                standby.pod(),
                redis -> redis.info("replication")
                        .lines()
                        .filter(line -> line.matches("slave\\d+:.*"))
                        .filter(line -> Long.parseLong(line.replaceFirst(".*offset=(\\d+).*", "$1")) >= end)
                        .count());
    }

    /** Its master ends the connection and takes no other. */
    void lockOut(String replica) {
        nodes.sayAll(replica, redis -> {
            redis.configSet("masteruser", "nobody");
            redis.configSet("masterauth", "wrong");
        });
        nodes.say(standby.pod(), redis -> redis.clientKill(KillArgs.Builder.typeSlave()));
    }

    /** The same, until it is seen that only this one is out of touch. */
    void cut(String replica) {
        lockOut(replica);
        List<String> others = nodes.replicasOf(standby.pod());
        others.remove(replica);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !nodes.node(replica).isInSync()
                        && others.stream().allMatch(other -> nodes.node(other).isInSync()));
    }

    void mend(String replica) {
        nodes.sayAll(replica, redis -> {
            redis.configSet("masteruser", "");
            redis.configSet("masterauth", "");
        });
    }

    /** What nodes answer to a node's questions whether they live, so that it does not know until when they did. */
    void dropPackets(String pod, int type) throws IOException {
        try (Connections connections = new Connections(Credentials.NONE)) {
            connections.all(
                    nodes.process(pod).host(),
                    RedisProcess.PORT,
                    List.of(Command.of("DEBUG", "DROP-CLUSTER-PACKET-FILTER", type)));
        }
    }

    void awaitLongOut(String replica) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> number(replica, "master_link_down_since_seconds") >= LONG_OUT.toSeconds());
    }

    long number(String pod, String name) {
        return nodes.say(pod, redis -> Lines.parse(redis.info("replication")).number(name));
    }

    void assertHealed(String heir, StringWriter out) {
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

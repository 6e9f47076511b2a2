package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.MigrateArgs;
import io.lettuce.core.cluster.SlotHash;
import io.slotwise.job.plan.Goal;
import java.nio.file.Path;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Slots left open in every way that a cut-off migration can leave them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptedSlotsTest {
    private static final Goal WHOLE = new Goal.Bootstrap(3, 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestNodes nodes;

    @BeforeAll
    void form() {
        nodes = TestNodes.formed(directory, 3, 1);
    }

    @AfterAll
    void end() {
        nodes.close();
    }

    @Test
    void aSlotThatIsOnlyImportingMovesOn() {
        write("only-importing", "1");
        mark("only-importing", "pod-1", "IMPORTING");
        assertMoved("only-importing", "1");
    }

    @Test
    void aSlotThatIsOnlyMigratingMovesOn() {
        write("only-migrating", "1");
        mark("only-migrating", owner("only-migrating"), "MIGRATING");
        assertMoved("only-migrating", "1");
    }

    @Test
    void keysOnBothSidesComeTogether() {
        write("{both}1", "1");
        write("{both}2", "2");
        open("{both}");
        migrate("{both}1");
        assertMoved("{both}1", "1");
        assertThat(read("{both}2")).isEqualTo("2");
    }

    @Test
    void aKeysTimeToLiveGoesWithIt() {
        write("{ttl}1", "1");
        nodes.say(owner("{ttl}"), redis -> redis.expire("{ttl}1", 1000));
        open("{ttl}");
        assertMoved("{ttl}1", "1");
        long seconds = nodes.say(owner("{ttl}"), redis -> redis.ttl("{ttl}1"));
        assertThat(seconds).isBetween(900L, 1000L);
    }

    @Test
    void ofAKeyOnBothSidesTheSourcesCopyCounts() {
        write("twice", "old");
        open("twice");
        byte[] copy = nodes.say(owner("twice"), redis -> redis.dump("twice"));
        nodes.say(target("twice"), redis -> {
            redis.asking();
            return redis.restore("twice", 0, copy);
        });
        nodes.say(owner("twice"), redis -> redis.set("twice", "new"));
        assertMoved("twice", "new");
    }

    @Test
    void aSlotWhoseDestinationFailedOverMovesOnToTheNewMaster() {
        write("{failover}1", "1");
        write("{failover}2", "2");
        open("{failover}");
        migrate("{failover}1");
        String replica = replicaOf(target("{failover}"));
        nodes.say(replica, redis -> redis.clusterFailover(false));
        Awaitility.await().until(() -> nodes.node(replica).isMaster());
        assertThat(nodes.run(WHOLE)).isEqualTo(new Outcome.Done());
        assertThat(nodes.check().problems()).isEmpty();
        assertThat(owner("{failover}")).isEqualTo(replica);
        assertThat(read("{failover}1") + read("{failover}2")).isEqualTo("12");
    }

    @Test
    void aSlotWhoseSourceFailedOverMovesOnFromTheNewMaster() {
        write("{source}1", "1");
        write("{source}2", "2");
        open("{source}");
        migrate("{source}1");
        String target = target("{source}");
        String replica = replicaOf(owner("{source}"));
        nodes.say(replica, redis -> redis.clusterFailover(false));
        Awaitility.await().until(() -> nodes.node(replica).isMaster());
        assertThat(nodes.run(WHOLE)).isEqualTo(new Outcome.Done());
        assertThat(owner("{source}")).isEqualTo(target);
        assertThat(read("{source}1") + read("{source}2")).isEqualTo("12");
    }

    private void assertMoved(String key, String value) {
        String target = target(key);
        Set<String> settings = nodes.settings();
        assertThat(nodes.run(WHOLE)).isEqualTo(new Outcome.Done());
        assertThat(nodes.check().problems()).isEmpty();
        assertThat(owner(key)).isEqualTo(target);
        assertThat(read(key)).isEqualTo(value);
        assertThat(nodes.changed(settings)).isEmpty();
    }

    private String owner(String key) {
        int slot = SlotHash.getSlot(key);
        return nodes.view().claimants(slot).get(0).pod();
    }

    /** A master that does not own the key's slot: the one that a test moves it to. */
    private String target(String key) {
        int slot = SlotHash.getSlot(key);
        return nodes.view().actives().stream()
                .filter(node -> !node.slots().contains(slot))
                .findFirst()
                .orElseThrow()
                .pod();
    }

    private String replicaOf(String pod) {
        return nodes.view().live().stream()
                .filter(node -> node.follows(nodes.node(pod)))
                .findFirst()
                .orElseThrow()
                .pod();
    }

    private void open(String key) {
        mark(key, target(key), "IMPORTING");
        mark(key, owner(key), "MIGRATING");
    }

    private void mark(String key, String pod, String state) {
        int slot = SlotHash.getSlot(key);
        String owner = owner(key);
        nodes.say(
                state.equals("IMPORTING") ? target(key) : pod,
                redis -> state.equals("IMPORTING")
                        ? redis.clusterSetSlotImporting(slot, nodes.node(owner).id())
                        : redis.clusterSetSlotMigrating(
                                slot, nodes.node(target(key)).id()));
    }

    private void migrate(String key) {
        String host = nodes.process(target(key)).host();
        nodes.say(owner(key), redis -> redis.migrate(host, 6379, 0, 5000, MigrateArgs.Builder.key(key)));
    }

    private void write(String key, String value) {
        nodes.say(owner(key), redis -> redis.set(key, value));
    }

    private String read(String key) {
        return nodes.say(owner(key), redis -> redis.get(key));
    }
}

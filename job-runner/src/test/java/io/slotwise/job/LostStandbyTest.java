package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.MigrateArgs;
import io.lettuce.core.cluster.SlotHash;
import io.slotwise.job.plan.LiveNode;
import java.io.StringWriter;
import java.nio.file.Path;
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
            nodes.awaitVerdict(standby);

            assertThat(nodes.command(source.pod(), "heal", out))
                    .as("a dry run: %s", out)
                    .isZero();
            assertThat(nodes.command(source.pod(), "heal --yes --timeout 60", out))
                    .as("%s", out)
                    .isZero();

            assertThat(nodes.node(replica).slots().stream()).containsExactly(SLOT);
            nodes.say(
                    replica,
                    redis -> assertThat(redis.mget("{a}moved", "{a}left"))
                            .extracting(pair -> pair.getValueOrElse("lost"))
                            .containsExactly("1", "2"));
            assertThat(nodes.command(source.pod(), "check", out)).as("%s", out).isZero();
        }
    }

    /** One key there, and with its replica; one at its source. */
    private static void begin(TestNodes nodes, LiveNode source, LiveNode standby) {
        nodes.say(standby.pod(), redis -> redis.clusterSetSlotImporting(SLOT, source.id()));
        nodes.sayAll(source.pod(), redis -> {
            redis.set("{a}moved", "1");
            redis.set("{a}left", "2");
            redis.clusterSetSlotMigrating(SLOT, standby.id());
            redis.migrate(standby.ref().host(), standby.ref().port(), 0, 5000, MigrateArgs.Builder.key("{a}moved"));
        });
        nodes.say(
                standby.pod(),
                redis -> assertThat(redis.waitForReplication(1, 5000)).isEqualTo(1));
    }
}

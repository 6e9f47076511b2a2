package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.TestServers;
import io.slotwise.job.plan.LiveNode;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job is going to refuse, told by its dry run. */
class DryRunTest {
    private static final String OBJECTION = " has several databases (cluster-databases)";

    private final StringWriter out = new StringWriter();

    @Test
    void slotsOfSeveralDatabasesGoWithTheServersOwnMigrationAlone(@TempDir Path directory) {
        Optional<RedisBinary> valkey = TestServers.find().named("valkey-9.1");
        assumeTrue(valkey.isPresent(), TestServers.missing("valkey-9.1"));
        try (TestNodes nodes = TestNodes.formed(valkey.orElseThrow(), directory, 2, 0, "--cluster-databases", "2")) {
            LiveNode source = nodes.view().actives().get(0);
            LiveNode standby = nodes.node(nodes.standby());
            String reshard = "reshard --to " + standby.ref().address();

            assertThat(nodes.command(source.pod(), reshard, out)).as("%s", out).isZero();
            assertThat(out.toString()).doesNotContain(OBJECTION);
            for (String job :
                    new String[] {reshard, "drain --empty " + source.ref().address()}) {
                assertThat(nodes.command(source.pod(), job + " --engine migrate", out))
                        .as("%s", out)
                        .isEqualTo(3);
                assertThat(out.toString()).contains("1. moving ", OBJECTION).doesNotContain("--yes");
            }

            int slot = source.slots().stream().findFirst().orElseThrow();
            nodes.say(standby.pod(), redis -> redis.clusterSetSlotImporting(slot, source.id()));
            nodes.say(source.pod(), redis -> redis.clusterSetSlotMigrating(slot, standby.id()));
            assertThat(nodes.command(source.pod(), "heal", out))
                    .as("servers move no slot that is open: %s", out)
                    .isEqualTo(3);
            assertThat(out.toString()).contains("finishing the interrupted move of 1 slots", OBJECTION);
        }
    }
}

package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.slotwise.job.move.MoveLimits;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with a password, whose emptied masters become replicas by themselves. */
class ProtectedClusterTest {
    private static final String PASSWORD = "p\u00e4ssword";

    /** The least rights, as docs/jobs.md lists them. */
    private static final List<String> RIGHTS = List.of(
            "-@all",
            "+info",
            "+dbsize",
            "+memory|usage",
            "+migrate",
            "+restore-asking",
            "+select",
            "+wait",
            "+time",
            "+role",
            "+ping",
            "+client|setname",
            "+client|id",
            "+client|list",
            "+client|kill",
            "+subscribe",
            "+publish",
            "&slotwise:*",
            "+asking",
            "+watch",
            "+unwatch",
            "+multi",
            "+exec",
            "+discard",
            "+eval",
            "+dump",
            "+pttl",
            "+unlink",
            "+get",
            "+set",
            "+cluster|nodes",
            "+cluster|info",
            "+cluster|meet",
            "+cluster|forget",
            "+cluster|reset",
            "+cluster|replicate",
            "+cluster|failover",
            "+cluster|setslot",
            "+cluster|addslots",
            "+cluster|set-config-epoch",
            "+cluster|countkeysinslot",
            "+cluster|getkeysinslot");

    @Test
    void anEmptiedMasterThatBecameAReplicaIsMadeTheStandbyAgain(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(
                directory,
                3,
                1,
                Access.nameless(new Credentials("slotwise", PASSWORD)),
                settings().toArray(String[]::new))) {
            nodes.view().actives().forEach(ProtectedClusterTest::fill);
            String emptied = nodes.standby();
            assertThat(nodes.run(new Goal.Reshard(emptied, Optional.empty(), Map.of())))
                    .isEqualTo(new Outcome.Done());
            assertThat(nodes.view().actives()).hasSize(4);

            assertThat(nodes.run(new Goal.Drain(3, 1, Optional.of(emptied), Set.of())))
                    .isEqualTo(new Outcome.Done());

            assertThat(nodes.check().problems()).isEmpty();
            assertThat(nodes.view().actives()).hasSize(3);
            assertThat(nodes.view().masters().filter(LiveNode::isEmptyMaster)).hasSize(1);
            assertThat(keys(nodes)).isEqualTo(3000);
            assertThatWithoutThePasswordNothingIsTried(nodes);
        }
    }

    private static List<String> settings() {
        List<String> words = new ArrayList<>(List.of(
                "--requirepass",
                PASSWORD,
                "--masterauth",
                PASSWORD,
                "--cluster-allow-replica-migration",
                "yes",
                "--user",
                "slotwise",
                "on",
                ">" + PASSWORD,
                "~*"));
        words.addAll(RIGHTS);
        return words;
    }

    /** A few keys in the slots that move first. */
    private static void fill(LiveNode master) {
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost(master.ref().host())
                .withPort(master.ref().port())
                .withPassword(PASSWORD.toCharArray())
                .build());
        try (var connection = client.connect()) {
            for (int i = 0; i < 3000; i++) {
                if (master.slots().contains(SlotHash.getSlot("key:" + i))) {
                    connection.sync().set("key:" + i, "1");
                }
            }
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private static long keys(TestNodes nodes) {
        return nodes.view().masters().mapToLong(node -> node.facts().keys()).sum();
    }

    private static void assertThatWithoutThePasswordNothingIsTried(TestNodes nodes) {
        Outcome outcome = new Job(
                        new Goal.Bootstrap(3, 1),
                        nodes.addresses(),
                        Access.nameless(Credentials.NONE),
                        new Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ZERO),
                        MoveLimits.DEFAULT)
                .run(Pace.real(), new StopSignal(), List.of());
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.words()).contains("REDIS_PASSWORD").doesNotContain(PASSWORD);
    }
}

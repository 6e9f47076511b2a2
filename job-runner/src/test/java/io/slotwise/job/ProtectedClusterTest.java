package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.redis.Credentials;
import io.slotwise.job.redis.MoveLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with a password, whose emptied masters become replicas by themselves. */
class ProtectedClusterTest {
    private static final String PASSWORD = "p\u00e4ss word";

    @Test
    void anEmptiedMasterThatBecameAReplicaIsMadeTheStandbyAgain(@TempDir Path directory) {
        Credentials credentials = new Credentials("", PASSWORD);
        try (TestNodes nodes = TestNodes.formed(
                directory,
                3,
                1,
                credentials,
                "--requirepass",
                PASSWORD,
                "--masterauth",
                PASSWORD,
                "--cluster-allow-replica-migration",
                "yes")) {
            String emptied = nodes.standby();
            assertThat(nodes.run(new Goal.Reshard(emptied, Optional.empty(), Map.of())))
                    .isEqualTo(new Outcome.Done());
            assertThat(nodes.view().actives()).hasSize(4);

            assertThat(nodes.run(new Goal.Drain(3, 1, Optional.of(emptied), Set.of())))
                    .isEqualTo(new Outcome.Done());

            assertThat(nodes.check().problems()).isEmpty();
            assertThat(nodes.view().actives()).hasSize(3);
            assertThat(nodes.view().masters().filter(LiveNode::isEmptyMaster)).hasSize(1);
            assertThatWithoutThePasswordNothingIsTried(nodes);
        }
    }

    private static void assertThatWithoutThePasswordNothingIsTried(TestNodes nodes) {
        Outcome outcome = new Job(
                        new Goal.Bootstrap(3, 1),
                        nodes.addresses(),
                        Credentials.NONE,
                        new Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ZERO),
                        MoveLimits.DEFAULT)
                .run(Pace.real(), new StopSignal(), List.of());
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.words()).contains("REDIS_PASSWORD").doesNotContain(PASSWORD);
    }
}

package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailoverTest {
    @Test
    void aReplicaTakesOverWithAllKeysAndSayingItTwiceChangesNothing(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            WriteLoad.fill(nodes.addresses(), 2000, 100);
            LiveNode master = nodes.view().actives().get(0);
            String replica = nodes.view().live().stream()
                    .filter(node -> node.follows(master))
                    .findFirst()
                    .orElseThrow()
                    .pod();

            assertThat(nodes.run(new Goal.Failover(replica))).isEqualTo(new Outcome.Done());

            assertThat(nodes.node(replica).slots()).isEqualTo(master.slots());
            assertThat(nodes.node(master.pod()).follows(nodes.node(replica))).isTrue();
            assertThat(nodes.check().problems()).isEmpty();
            assertThat(WriteLoad.missing(nodes.addresses(), 2000, 100)).isZero();

            assertThat(nodes.run(new Goal.Failover(replica))).isEqualTo(new Outcome.Done());
            assertThat(nodes.node(replica).slots()).isEqualTo(master.slots());

            nodes.process(master.pod()).kill();
            assertThat(nodes.run(new Goal.Failover(replica)))
                    .as("whoever has handed over may end")
                    .isEqualTo(new Outcome.Done());
        }
    }
}

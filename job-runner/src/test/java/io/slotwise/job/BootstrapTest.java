package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapTest {
    @Test
    void freshNodesBecomeAClusterWithAStandbyAndASecondRunChangesNothing(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            assertThat(nodes.check().problems()).isEmpty();
            assertThat(nodes.view().actives()).hasSize(3);
            assertThat(nodes.view().actives())
                    .allSatisfy(master -> assertThat(master.slots().size()).isBetween(5461, 5462));
            assertThat(nodes.view().masters().filter(LiveNode::isEmptyMaster)).hasSize(1);

            var before = nodes.check();
            assertThat(nodes.run(new Goal.Bootstrap(3, 1))).isEqualTo(new Outcome.Done());
            assertThat(nodes.check()).isEqualTo(before);
        }
    }

    @Test
    void aStandbyThatCameBackAsANewNodeTakesOverTheReplicasOfTheOldOne(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            WriteLoad.fill(nodes.addresses(), 1000, 100);
            LiveNode old = nodes.node(nodes.standby());
            LiveNode orphan = nodes.node(nodes.replicaOf(old.pod()));
            nodes.replace(old.pod());
            assertThat(nodes.node(old.pod()).id()).isNotEqualTo(old.id());
            assertThat(nodes.node(orphan.pod()).follows(old)).isTrue();

            assertThat(nodes.run(new Goal.Bootstrap(3, 1))).isEqualTo(new Outcome.Done());

            assertThat(nodes.view().live()).noneMatch(node -> node.knows(old.id()));
            assertThat(nodes.node(orphan.pod()).follows(nodes.node(old.pod()))).isTrue();
            assertThat(nodes.check().problems()).isEmpty();
            assertThat(WriteLoad.missing(nodes.addresses(), 1000, 100)).isZero();
        }
    }
}

package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.LiveNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that let a replica of a lost standby take over was killed, or the replica died, before all had heard of it. */
class InterruptedTakeoverTest {
    private final StringWriter out = new StringWriter();

    /** How far a run got before it was killed. */
    enum Reached {
        THE_HEIR,
        THE_SOURCE
    }

    @ParameterizedTest
    @CsvSource({"THE_HEIR,true", "THE_SOURCE,true", "THE_HEIR,false"})
    void healGoesOnWhereARunWasKilledThatHadBegunToLetAReplicaTakeOver(
            Reached reached, boolean moved, @TempDir Path directory) throws IOException {
        try (TestNodes nodes = TestNodes.formed(directory, 2, 2, StandbyScene.WAITING)) {
            StandbyScene scene = StandbyScene.of(nodes);
            LiveNode standby = scene.standby();
            List<String> replicas = nodes.replicasOf(standby.pod());
            LiveNode heir = nodes.node(replicas.get(0));
            String sibling = replicas.get(1);
            scene.replicate(2);
            scene.begin(moved);
            scene.awaitCopies(2);
            nodes.remove(standby.pod());
            nodes.awaitVerdict(standby);
            scene.takeOver(heir, reached == Reached.THE_SOURCE ? List.of(scene.source()) : List.of());

            scene.assertHealed(heir.pod(), out);
            assertThat(nodes.node(sibling).follows(nodes.node(heir.pod()))).isTrue();
        }
    }

    /** Nobody can tell then whose replica it was. */
    @Test
    void whenTheHeirDiesBeforeItsSiblingHasHeardHealSaysHowAPersonLetsThatTakeOver(@TempDir Path directory)
            throws IOException {
        try (TestNodes nodes = TestNodes.formed(directory, 2, 2, StandbyScene.WAITING)) {
            StandbyScene scene = StandbyScene.of(nodes);
            LiveNode standby = scene.standby();
            LiveNode heir = nodes.node(nodes.replicasOf(standby.pod()).get(0));
            LiveNode sibling = nodes.node(nodes.replicasOf(standby.pod()).get(1));
            scene.begin();
            scene.awaitCopies(2);
            nodes.remove(standby.pod());
            nodes.awaitVerdict(standby);
            scene.takeOver(heir, List.of(scene.source()));
            nodes.remove(heir.pod());
            nodes.awaitVerdict(heir);

            assertThat(nodes.command(scene.source().pod(), "heal --yes --timeout 60 --patience 1", out))
                    .as("%s", out)
                    .isEqualTo(3);
            assertThat(out.toString())
                    .contains(sibling.ref().address() + " has copies of what it held", "CLUSTER FAILOVER TAKEOVER");

            scene.takeOver(sibling, List.of());
            scene.assertHealed(sibling.pod(), out);
        }
    }
}

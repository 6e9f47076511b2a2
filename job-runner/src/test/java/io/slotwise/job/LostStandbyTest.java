package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.job.plan.LiveNode;
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
import org.junit.jupiter.params.provider.EnumSource;

/** A standby dies for good when its first slot is on its way to it: nobody votes for the replica of a master without slots. */
class LostStandbyTest {
    private static final int PONG = 1;
    private static final int NOTHING = -1;

    private final StringWriter out = new StringWriter();

    @Test
    void healLetsItsReplicaTakeItsPlaceAndTheSlotArrivesThere(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            StandbyScene scene = StandbyScene.of(nodes);
            LiveNode standby = scene.standby();
            String replica = nodes.replicaOf(standby.pod());
            scene.begin();
            scene.awaitCopies(1);
            nodes.remove(standby.pod());
            nodes.awaitVerdict(standby);

            assertThat(nodes.command(scene.source().pod(), "heal", out))
                    .as("a dry run: %s", out)
                    .isZero();
            scene.assertHealed(replica, out);
        }
    }

    @Test
    void ofTwoTheOneThatHasMoreTakesItsPlaceAndTheOtherFollows(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 2, 2, StandbyScene.WAITING)) {
            StandbyScene scene = StandbyScene.of(nodes);
            LiveNode standby = scene.standby();
            List<String> replicas = nodes.replicasOf(standby.pod());
            String behind = replicas.get(0);
            String ahead = replicas.get(1);
            scene.cut(behind);
            scene.begin();
            scene.awaitCopies(1);
            nodes.remove(standby.pod());
            scene.mend(behind);
            nodes.awaitVerdict(standby);
            assertThat(scene.number(behind, "slave_repl_offset")).isLessThan(scene.number(ahead, "slave_repl_offset"));

            scene.assertHealed(ahead, out);
            assertThat(nodes.node(behind).follows(nodes.node(ahead))).isTrue();
        }
    }

    /** When it wakes it has just lost touch, and looks better than one that had long lost it and has more. */
    @Test
    void oneThatHasJustWokenDoesNotTakeItsPlaceBeforeOneThatHasMore(@TempDir Path directory) throws Exception {
        try (TestNodes nodes = TestNodes.formed(directory, 2, 2, StandbyScene.WAITING)) {
            StandbyScene scene = StandbyScene.of(nodes);
            LiveNode standby = scene.standby();
            List<String> replicas = nodes.replicasOf(standby.pod());
            String sleeper = replicas.get(0);
            String ahead = replicas.get(1);
            scene.replicate(2);
            nodes.signal(sleeper, "STOP");
            scene.fillSockets();
            scene.begin();
            scene.awaitCopies(1);
            scene.lockOut(ahead);
            scene.awaitLongOut(ahead);
            nodes.remove(standby.pod());
            nodes.signal(sleeper, "CONT");
            scene.mend(ahead);
            nodes.awaitVerdict(standby);
            assertThat(scene.number(sleeper, "slave_repl_offset")).isLessThan(scene.number(ahead, "slave_repl_offset"));

            scene.assertHealed(ahead, out);
            assertThat(nodes.node(sleeper).follows(nodes.node(ahead))).isTrue();
        }
    }

    /** The standby began to count anew when it was started again. */
    @Test
    void oneThatWasOutOfTouchDoesNotTakeItsPlaceThoughItHasCountedFurther(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 2, 2, StandbyScene.WAITING)) {
            StandbyScene scene = StandbyScene.of(nodes);
            LiveNode standby = scene.standby();
            List<String> replicas = nodes.replicasOf(standby.pod());
            String inTouch = replicas.get(0);
            String outOfTouch = replicas.get(1);
            scene.replicate(2);
            scene.cut(outOfTouch);
            nodes.restart(standby.pod());
            scene.awaitLongOut(outOfTouch);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> nodes.node(inTouch).isInSync());
            scene.begin();
            scene.awaitCopies(1);
            nodes.remove(standby.pod());
            scene.mend(outOfTouch);
            nodes.awaitVerdict(standby);
            assertThat(scene.number(outOfTouch, "slave_repl_offset"))
                    .isGreaterThan(scene.number(inTouch, "slave_repl_offset"));

            scene.assertHealed(inTouch, out);
            assertThat(nodes.node(outOfTouch).follows(nodes.node(inTouch))).isTrue();
        }
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
        List<String> settings = new ArrayList<>(List.of(StandbyScene.WAITING));
        settings.addAll(mayDebug ? List.of("--enable-debug-command", "yes") : List.of());
        try (TestNodes nodes = TestNodes.formed(directory, 2, 1, settings.toArray(String[]::new))) {
            StandbyScene scene = StandbyScene.of(nodes);
            LiveNode standby = scene.standby();
            String replica = nodes.replicaOf(standby.pod());
            scene.replicate(1);
            scene.cut(replica);
            if (silence == Silence.ITS_MASTER) {
                scene.dropPackets(replica, PONG);
            }
            scene.awaitLongOut(replica);
            scene.begin();
            nodes.remove(standby.pod());
            if (silence == Silence.ITS_MASTER) {
                scene.dropPackets(replica, NOTHING);
            }
            nodes.awaitVerdict(standby);

            assertThat(nodes.command(scene.source().pod(), "heal --yes --timeout 60", out))
                    .as("%s", out)
                    .isEqualTo(3);

            assertThat(out.toString())
                    .contains(
                            "its replica (" + nodes.process(replica).address()
                                    + ") was not in touch with it at the end",
                            "CLUSTER FAILOVER TAKEOVER");
            assertThat(nodes.node(replica).isMaster()).isFalse();
            assertThat(nodes.node(scene.source().pod()).self().migrating()).containsKey(StandbyScene.SLOT);
        }
    }
}

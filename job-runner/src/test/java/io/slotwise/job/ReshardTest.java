package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One cluster that is scaled out and in again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReshardTest {
    private static final int KEYS = 20_000;
    private static final int LENGTH = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestNodes nodes;

    @BeforeAll
    void form() {
        nodes = TestNodes.formed(directory, 3, 1);
        WriteLoad.fill(nodes.addresses(), KEYS, LENGTH);
    }

    @AfterAll
    void end() {
        nodes.close();
    }

    @Test
    @Order(1)
    void theStandbyGetsItsShareFromTheBusiestMastersAndNothingIsLost() {
        String standby = nodes.standby();
        Goal reshard =
                new Goal.Reshard(standby, Optional.of("pod-0"), Map.of("pod-0", 90.0, "pod-1", 50.0, "pod-2", 50.0));

        assertThat(nodes.run(reshard)).isEqualTo(new Outcome.Done());

        assertThat(nodes.check().problems()).isEmpty();
        assertThat(WriteLoad.missing(nodes.addresses(), KEYS, LENGTH)).isZero();
        assertThat(nodes.node("pod-0").slots().size())
                .isLessThan(nodes.node("pod-1").slots().size());
        assertThat(nodes.node(standby).slots().size()).isBetween(3000, 5000);

        var before = nodes.check();
        assertThat(nodes.run(reshard)).isEqualTo(new Outcome.Done());
        assertThat(nodes.check()).isEqualTo(before);
    }

    @Test
    @Order(2)
    void aMasterIsEmptiedOnToTheOthersAndTheLeavingPodsAreOut() {
        nodes.add();
        nodes.add();
        assertThat(nodes.run(new Goal.Bootstrap(4, 1))).isEqualTo(new Outcome.Done());
        assertThat(nodes.view().live()).hasSize(10);
        String standby = nodes.standby();

        Goal drain = new Goal.Drain(3, 1, Optional.of("pod-0"), Set.of("pod-8", "pod-9"));
        assertThat(nodes.run(drain)).isEqualTo(new Outcome.Done());

        assertThat(standby).isIn("pod-8", "pod-9");
        assertThat(nodes.node("pod-8").isAlone()).isTrue();
        assertThat(nodes.node("pod-9").isAlone()).isTrue();
        assertThat(nodes.view().actives()).hasSize(3);
        assertThat(nodes.view().actives()).extracting(LiveNode::pod).doesNotContain("pod-0", "pod-8", "pod-9");
        assertThat(WriteLoad.missing(nodes.addresses(), KEYS, LENGTH)).isZero();
        assertThat(nodes.run(drain)).isEqualTo(new Outcome.Done());
    }

    @Test
    @Order(3)
    void aSourceThatDiesHalfWayIsSucceededByItsReplicaAndTheReshardGoesOn() {
        nodes.remove("pod-8");
        nodes.remove("pod-9");
        String source = nodes.view().actives().get(0).pod();
        Once kill = new Once(() -> nodes.failOver(source));

        Goal reshard = new Goal.Reshard(nodes.standby(), Optional.empty(), Map.of());
        assertThat(nodes.run(reshard, kill)).isEqualTo(new Outcome.Done());

        assertThat(kill.happened()).isTrue();
        assertThat(nodes.view().actives()).hasSize(4);
        Awaitility.await()
                .untilAsserted(() -> assertThat(nodes.check().problems()).isEmpty());
        assertThat(WriteLoad.missing(nodes.addresses(), KEYS, LENGTH)).isZero();
    }
}

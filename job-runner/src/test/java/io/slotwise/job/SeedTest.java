package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.slotwise.embedded.redis.RedisBinary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a cluster of which one node is named. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeedTest {
    private static final int KEYS = 10_000;
    private static final int LENGTH = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestNodes nodes;

    private final StringWriter out = new StringWriter();

    @BeforeAll
    void form() {
        nodes = TestNodes.formed(directory, 3, 0);
        WriteLoad.fill(nodes.addresses(), KEYS, LENGTH);
    }

    @AfterAll
    void end() {
        nodes.close();
    }

    private int run(String line) {
        out.getBuffer().setLength(0);
        return JobCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute((line + " --seed " + address("pod-1")).split(" "));
    }

    private String address(String pod) {
        return nodes.process(pod).address();
    }

    private int slots(String pod) {
        return nodes.node(pod).slots().size();
    }

    private int keys(String pod) {
        return (int) nodes.node(pod).facts().keys();
    }

    @Test
    @Order(1)
    void withoutYesAPlanIsPrintedAndNothingIsChanged() {
        var before = nodes.check();

        assertThat(run("reshard --to " + address("pod-3"))).isZero();

        assertThat(out.toString())
                .contains("1. moving", "from", "seconds", address("pod-0"), address("pod-3"), "--yes");
        assertThat(nodes.check()).isEqualTo(before);
    }

    /** Run on Redis 8.4 and newer, or Valkey, it says something else. */
    @Test
    @Order(1)
    void anEngineThatTheServersDoNotHaveIsRefusedBeforeAnythingIsDone() {
        assumeFalse(RedisBinary.find().atLeast(8, 4), "needs a server without a migration of its own");

        assertThat(run("reshard --engine native --to " + address("pod-3"))).isEqualTo(3);

        assertThat(out.toString()).contains("--engine native cannot be");
    }

    @Test
    @Order(2)
    void exactlyAsManySlotsMoveAsAreNamed() {
        int before = slots("pod-0");
        String reshard = "reshard --yes --from " + nodes.node("pod-0").id() + " --to " + address("pod-3");

        assertThat(run(reshard + " --slots 100")).isZero();

        assertThat(out.toString()).contains("--until-slots 100 ");
        assertThat(slots("pod-3")).isEqualTo(100);
        assertThat(slots("pod-0")).isEqualTo(before - 100);

        assertThat(run(reshard + " --until-slots 100")).isZero();
        assertThat(slots("pod-3")).isEqualTo(100);

        assertThat(run(reshard + " --until-slots 9999")).isEqualTo(3);
        assertThat(out.toString()).contains("lacks 9899 slots", "owns only " + (before - 100));
        assertThat(WriteLoad.missing(nodes.addresses(), KEYS, LENGTH)).isZero();
    }

    @Test
    @Order(3)
    void theSeedIsEnoughForACheck() {
        assertThat(run("check")).isZero();
        assertThat(out.toString()).contains(address("pod-0"), address("pod-3"), "[OK]");
    }

    @Test
    @Order(4)
    void memoryIsEvenedOutAndASecondRunHasNothingToDo() {
        assertThat(run("rebalance --yes --with " + address("pod-3"))).isZero();

        assertThat(keys("pod-3")).isBetween(KEYS * 23 / 100, KEYS * 26 / 100);
        assertThat(run("rebalance --with " + address("pod-3"))).isZero();
        assertThat(out.toString()).contains("Nothing to do");
        assertThat(WriteLoad.missing(nodes.addresses(), KEYS, LENGTH)).isZero();
    }

    @Test
    @Order(5)
    void anEmptiedMastersSlotsGoToTheOthersAndTheyAreRelievedAgain() {
        assertThat(run("drain --yes --empty " + address("pod-2"))).isZero();

        assertThat(slots("pod-2")).isZero();
        assertThat(keys("pod-0")).isBetween(KEYS * 31 / 100, KEYS * 36 / 100);
        assertThat(run("reshard --yes --slots 1500 --from " + address("pod-0") + " --to " + address("pod-1")))
                .isZero();

        assertThat(run("reshard --yes --below 110 --relieve " + address("pod-1")))
                .isZero();

        assertThat(keys("pod-1")).isBetween(KEYS * 35 / 100, KEYS * 37 / 100);
        assertThat(nodes.check().problems()).isEmpty();
        assertThat(WriteLoad.missing(nodes.addresses(), KEYS, LENGTH)).isZero();
    }
}

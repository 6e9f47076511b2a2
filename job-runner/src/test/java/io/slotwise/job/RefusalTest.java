package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.move.MoveLimits;
import io.slotwise.job.plan.Check;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.redis.Address;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a job will not do, and what it says instead. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusalTest {
    private static final Limits SHORT = new Limits(Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ZERO);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestNodes nodes;

    @BeforeAll
    void form() {
        nodes = TestNodes.formed(directory, 3, 0, "--maxmemory", "24mb");
        WriteLoad.fill(nodes.addresses(), 9000, 3000);
    }

    @AfterAll
    void end() {
        nodes.close();
    }

    private Outcome run(Goal goal, List<Address> addresses, MoveLimits limits) {
        return new Job(goal, addresses, Access.nameless(Credentials.NONE), SHORT, limits)
                .run(Pace.real(), new StopSignal(), List.of());
    }

    @Test
    @Order(2)
    void aMoveThatTakesTooLongStopsBetweenSlots() {
        Pace slow = new Pace() {
            private int asked;

            @Override
            public Duration elapsed() {
                return Duration.ofSeconds(asked++);
            }

            @Override
            public void rest(Duration duration) {
                Pace.real().rest(duration);
            }
        };
        Goal goal = new Goal.Reshard(nodes.standby(), Optional.empty(), Map.of());
        Outcome outcome = new Job(goal, nodes.addresses(), Access.nameless(Credentials.NONE), SHORT, MoveLimits.DEFAULT)
                .run(slow, new StopSignal(), List.of());
        assertThat(outcome.words()).contains("not done within 60 s", "running it again");
        assertThat(nodes.check().problems())
                .allSatisfy(problem -> assertThat(problem).doesNotContain("open slots"));
    }

    @Test
    @Order(3)
    void aDrainThatDoesNotFitIsRefusedWithNumbersAndChangesNothing() {
        assertThat(nodes.run(new Goal.Reshard("pod-3", Optional.empty(), Map.of())))
                .isEqualTo(new Outcome.Done());
        WriteLoad.fill(nodes.addresses(), 22_000, 3000);
        var before = nodes.check();

        Outcome outcome = nodes.run(new Goal.Drain(3, 0, Optional.of("pod-1"), Set.of()));

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.words())
                .containsPattern("would have to take [0-9.]+ MB, but of its maxmemory of [0-9.]+ MB");
        assertThat(nodes.check()).isEqualTo(before);
    }

    @Test
    @Order(1)
    void aKeyThatIsTooLargeIsRefusedBeforeAnythingMoves() {
        Check before = nodes.check();
        Goal goal = new Goal.Reshard(nodes.standby(), Optional.empty(), Map.of());
        Outcome outcome = run(goal, nodes.addresses(), MoveLimits.DEFAULT.withKeyBytes(100));
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.words()).contains("key 'fill:", "--max-key-mb");
        assertThat(nodes.check().nodes()).isEqualTo(before.nodes());
        assertThat(nodes.check().problems()).isEmpty();
    }

    private static Goal reshardOntoPod0() {
        return new Goal.Reshard("pod-0", Optional.empty(), Map.of());
    }

    @Test
    @Order(4)
    void aNodeThatWasNotNamedIsNamedByTheRefusal() {
        List<Address> some = nodes.addresses().subList(0, 3);
        Outcome outcome = run(new Goal.Bootstrap(3, 0), some, MoveLimits.DEFAULT);
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.words()).contains(nodes.process("pod-3").address()).contains("was not named");
    }

    @Test
    @Order(5)
    void aJobThatMayNotTakeLongEndsWithWhatItWaitedFor() {
        List<Address> all = new ArrayList<>(nodes.addresses());
        all.add(new Address("nowhere", "127.0.0.1", 1));
        Outcome outcome = new Job(
                        reshardOntoPod0(),
                        all,
                        Access.nameless(Credentials.NONE),
                        new Limits(Duration.ofMillis(700), Duration.ofSeconds(30), Duration.ZERO),
                        MoveLimits.DEFAULT)
                .run(Pace.real(), new StopSignal(), List.of());
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.words()).contains("nowhere at 127.0.0.1:1 does not answer", "running it again");
    }

    @Test
    @Order(6)
    void whileAMasterWithSlotsIsAwayNothingIsMoved() {
        nodes.process("pod-1").kill();
        Outcome outcome = run(reshardOntoPod0(), nodes.addresses(), MoveLimits.DEFAULT);
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.words()).contains("pod-1 at", "does not answer", "owns", "slots");
    }
}

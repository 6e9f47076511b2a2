package io.slotwise.job.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.NodeRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Windows of which not every slot goes over, on real servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldUpTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private TwoMasters masters;

    @BeforeAll
    void form() throws IOException {
        masters = new TwoMasters(directory);
    }

    @AfterAll
    void end() {
        masters.close();
    }

    @Test
    void oneThatIsHeldUpHandsOverWhatIsOpenAndClosesTheRest() throws IOException {
        List<Integer> slots = List.of(10, 11, 12, 13, 14, 15);
        fill(slots);
        SlotQueue queue = new SlotQueue(slots);
        AtomicInteger looks = new AtomicInteger();

        Applied applied = masters.move(oneByOne(MoveLimits.DEFAULT), () -> looks.incrementAndGet() > 2, queue);

        assertThat(applied).isEqualTo(Applied.OK);
        assertThat(queue.waiting()).containsExactly(12, 13, 14, 15);
        assertNothingIsOpen();
        assertOwners(List.of(10, 11), List.of(12, 13, 14, 15));
    }

    @Test
    void aKeyThatHasGrownTooLargeLeavesNothingOpen() throws IOException {
        List<Integer> slots = List.of(20, 21, 22);
        fill(slots);
        masters.source("SETRANGE", TwoMasters.key(21, "large"), 3 << 20, "x");
        SlotQueue queue = new SlotQueue(slots);

        Applied applied = masters.move(oneByOne(MoveLimits.DEFAULT.withKeyBytes(1 << 20)), () -> false, queue);

        assertThat(applied)
                .isInstanceOfSatisfying(
                        Applied.Refused.class,
                        refused -> assertThat(refused.sentence()).contains("slot 21"));
        assertThat(queue.waiting()).containsExactly(21, 22);
        assertNothingIsOpen();
        assertOwners(List.of(20), List.of(21, 22));
    }

    /** More keys than are listed at once, of which some servers tell the newest first. */
    @Test
    void aLargeKeyIsFoundAmongManyAndStaysWhereItIs() throws IOException {
        String large = TwoMasters.key(30, "large");
        masters.source("SETRANGE", large, 3 << 20, "x");
        masters.fillSource(30, SourceKeys.MOST + 1);

        Applied applied =
                masters.move(MoveLimits.DEFAULT.withKeyBytes(1 << 20), () -> false, new SlotQueue(List.of(30)));

        assertThat(applied)
                .isInstanceOfSatisfying(
                        Applied.Refused.class,
                        refused -> assertThat(refused.sentence()).contains(large, "slot 30", "--max-key-mb 1"));
        assertThat(masters.source("EXISTS", large).number()).isEqualTo(1);

        masters.source("DEL", large);
        assertThat(masters.move(30)).isEqualTo(Applied.OK);
        assertThat(masters.keysAtDestination(30)).isEqualTo(SourceKeys.MOST + 1);
    }

    /** One that stands still would be waited for each time. */
    @Test
    void aMasterThatDoesNotAnswerIsToldOnce() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> slam(deaf, calls), "deaf").start();
            List<Integer> slots = IntStream.range(100, 180).boxed().toList();
            fill(slots);
            NodeRef other =
                    new NodeRef("deaf", "0".repeat(40), deaf.getInetAddress().getHostAddress(), deaf.getLocalPort());

            assertThat(masters.move(MoveLimits.DEFAULT, () -> false, new SlotQueue(slots), List.of(other)))
                    .isEqualTo(Applied.OK);

            assertOwners(slots, List.of());
            assertThat(calls).hasValueBetween(1, 8); // windows of 8, of which some servers hear on as many connections
        }
    }

    private static void slam(ServerSocket door, AtomicInteger calls) {
        try {
            while (true) {
                Socket caller = door.accept();
                calls.incrementAndGet();
                caller.close();
            }
        } catch (IOException e) {
            return; // the door is gone
        }
    }

    private static MoveLimits oneByOne(MoveLimits limits) {
        return limits.with(MovePace.DEFAULT.withMaxLatency(Duration.ZERO));
    }

    private void fill(List<Integer> slots) throws IOException {
        for (int slot : slots) {
            masters.source("SET", TwoMasters.key(slot, "a"), slot);
        }
    }

    private void assertNothingIsOpen() throws IOException {
        assertThat(masters.source("CLUSTER", "NODES").text()).doesNotContain("->-", "-<-");
        assertThat(masters.destination("CLUSTER", "NODES").text()).doesNotContain("->-", "-<-");
    }

    private void assertOwners(List<Integer> moved, List<Integer> left) throws IOException {
        for (int slot : moved) {
            assertThat(masters.destination("GET", TwoMasters.key(slot, "a")).text())
                    .isEqualTo(Integer.toString(slot));
        }
        for (int slot : left) {
            assertThat(masters.source("GET", TwoMasters.key(slot, "a")).text()).isEqualTo(Integer.toString(slot));
        }
    }
}

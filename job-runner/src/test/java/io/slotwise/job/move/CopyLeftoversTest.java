package io.slotwise.job.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Applied;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Copies and marks that a killed run left at the destination, on real servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyLeftoversTest {
    private static final AtomicInteger NEXT_SLOT = new AtomicInteger(5000);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private TwoMasters masters;

    private int slot;

    @BeforeAll
    void form() throws IOException {
        masters = new TwoMasters(directory);
    }

    @BeforeEach
    void chooseASlot() {
        slot = NEXT_SLOT.getAndIncrement();
    }

    @AfterAll
    void end() {
        masters.close();
    }

    @Test
    void aKeyThatWasDeletedAfterARunDiedStaysDeleted() throws IOException {
        write("a", "b");
        masters.dieAfterCopying(slot, masters.mark(), key("a"), key("b"));
        masters.source("DEL", key("a"));
        assertMoved(1);
    }

    @Test
    void aKeyThatWasChangedAfterARunDiedHasItsLaterValue() throws IOException {
        write("a", "b");
        masters.dieAfterCopying(slot, masters.mark(), key("a"), key("b"));
        masters.source("SET", key("a"), "later");
        assertMoved(2);
        assertThat(masters.destination("GET", key("a")).text()).isEqualTo("later");
    }

    /** As when the destination has failed over: its successor has the copies, and does not know that it imports. */
    @Test
    void copiesInASlotThatIsNoLongerOpenAreThrownAwayToo() throws IOException {
        strand("a", "b");
        masters.source("DEL", key("a"));
        masters.source("SET", key("b"), "later");
        assertMoved(1);
        assertThat(masters.destination("GET", key("b")).text()).isEqualTo("later");
    }

    /** By which they are found when the next plan does not lead there by itself. */
    @Test
    void strandedCopiesBearAMark() throws IOException {
        masters.assumeNotRedis84("it tells nothing of keys in slots that are not its own");
        strand("a", "b");
        assertThat(stranded()).isEqualTo(SlotSet.of(slot));
        masters.source("DEL", key("a"));
        assertMoved(1);
        assertThat(stranded()).isEqualTo(SlotSet.EMPTY);
    }

    /** Named with more keys than are listed at once, of which some servers tell the newest first. */
    @Test
    void aMarkIsFoundAmongManyKeys() throws IOException {
        masters.assumeNotRedis84("it tells nothing of keys in slots that are not its own");
        masters.dieAfterCopying(slot, masters.mark());
        masters.fillDestination(slot, SourceKeys.MOST);
        masters.destination("CLUSTER", "SETSLOT", slot, "STABLE");

        assertThat(stranded()).isEqualTo(SlotSet.of(slot));
        assertThat(masters.move(slot)).isEqualTo(Applied.OK);
    }

    @Test
    void keysWithoutAMarkAreNobodysCopies() throws IOException {
        write("a");
        masters.dieAfterCopying(slot, masters.mark(), key("a"));
        masters.asking("UNLINK", CopyMark.key(slot));
        masters.destination("CLUSTER", "SETSLOT", slot, "STABLE");

        assertThat(stranded()).isEqualTo(SlotSet.EMPTY);
    }

    /** Also when nobody knows any more that the slot was on its way, as after a failover of both ends. */
    @Test
    void copiesThatTheSourceHasLetGoOfCountAsMoved() throws IOException {
        masters.assumeNotRedis84("it tells nothing of keys in slots that are not its own");
        strand("a", "b");
        masters.destination(
                "CLUSTER", "SETSLOT", slot, "IMPORTING", masters.route.from().id());
        masters.connections()
                .all(
                        masters.route.to().host(),
                        masters.route.to().port(),
                        CopyMark.letGo(slot).asking());
        masters.destination("CLUSTER", "SETSLOT", slot, "STABLE");
        masters.source("DEL", key("a"), key("b"));
        assertThat(stranded()).isEqualTo(SlotSet.of(slot));
        assertMoved(2);
    }

    @Test
    void whatGoesWithMigrateIsMarkedToo() throws IOException {
        write("a", "b");
        masters.beginMigrating(slot);
        masters.source("MIGRATE", masters.route.to().host(), masters.route.to().port(), "", 0, 1000, "KEYS", key("a"));
        masters.source("CLUSTER", "SETSLOT", slot, "STABLE");
        masters.destination("CLUSTER", "SETSLOT", slot, "STABLE");

        masters.assumeNotRedis84("it tells nothing of keys in slots that are not its own");
        assertThat(stranded()).isEqualTo(SlotSet.of(slot));
        assertMoved(2);
    }

    /** Copies at a destination that does not know that it imports. */
    private void strand(String... names) throws IOException {
        write(names);
        masters.dieAfterCopying(
                slot, masters.mark(), Stream.of(names).map(this::key).toArray(String[]::new));
        masters.destination("CLUSTER", "SETSLOT", slot, "STABLE");
    }

    private SlotSet stranded() throws IOException {
        return StrandedCopies.among(List.of(slot - 1, slot), masters.route.to(), masters.connections());
    }

    @Test
    void whatASourceOfAnotherEpochHadCopiedCountsAsMoved() throws IOException {
        assertKept(new CopyMark(masters.mark().source() + "1"));
    }

    @Test
    void whatAnotherProcessOfTheSourceHadCopiedCountsAsMoved() throws IOException {
        String id = masters.route.from().id();
        String mark = masters.mark().source();
        assertKept(new CopyMark(id + " " + "0".repeat(40) + mark.substring(mark.lastIndexOf(' '))));
    }

    @Test
    void whatLiesInASlotThatTheSourceIsLettingGoOfCountsAsMoved() throws IOException {
        write("a");
        masters.dieAfterCopying(slot, masters.mark(), key("a"));
        masters.source(
                "CLUSTER", "SETSLOT", slot, "MIGRATING", masters.route.to().id());
        masters.source("UNLINK", key("a"));
        assertMoved(1);
    }

    /** The transaction of a run that was cut off from the source by the network, which delivers it at last. */
    @Test
    void aTransactionThatArrivesAfterItsCopiesWereThrownAwayComesToNothing() throws IOException {
        write("a");
        try (Lanes lanes = masters.lanes()) {
            RespConnection lane = masters.list(lanes, slot).get(0).lane();
            masters.dieAfterCopying(slot, masters.mark(), key("a"));
            Leftovers.read(masters.connections(), masters.route, masters.mark()).discard(List.of(slot));
            assertThat(masters.keysAtDestination(slot)).isZero();
            lane.ask(Command.of("UNLINK", key("a")));
            assertThat(lane.ask(Command.of("EXEC"))).isInstanceOf(Reply.Nothing.class);
        }
        assertMoved(1);
    }

    /** A mark is a key that clients would see. */
    @Test
    void noMarkOutlivesTheHandOver() throws IOException {
        Integer[] slots = IntStream.range(0, 40).mapToObj(i -> 9000 + i).toArray(Integer[]::new);
        for (int each : slots) {
            masters.source("SET", TwoMasters.key(each, "a"), "a");
        }
        assertThat(masters.move(slots)).isEqualTo(Applied.OK);
        assertThat(masters.destination("KEYS", "slotwise:*").parts()).isEmpty();
    }

    private void assertKept(CopyMark mark) throws IOException {
        write("a", "b");
        masters.dieAfterCopying(slot, mark, key("a"), key("b"));
        masters.source("DEL", key("a"));
        masters.source("SET", key("b"), "later");
        assertMoved(2);
        assertThat(masters.destination("GET", key("a")).text()).isEqualTo("a");
        assertThat(masters.destination("GET", key("b")).text()).isEqualTo("later");
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            masters.source("SET", key(name), name);
        }
    }

    private void assertMoved(long keys) throws IOException {
        assertThat(masters.move(slot)).isEqualTo(Applied.OK);
        assertThat(masters.keysAtDestination(slot)).isEqualTo(keys);
        assertThat(masters.source("CLUSTER", "COUNTKEYSINSLOT", slot).number()).isZero();
        assertThat(masters.destination("EXISTS", CopyMark.key(slot)).number()).isZero();
        assertThat(masters.source("CLUSTER", "NODES").text()).doesNotContain("[" + slot + "-");
        assertThat(masters.destination("CLUSTER", "NODES").text()).doesNotContain("[" + slot + "-");
    }

    private String key(String name) {
        return TwoMasters.key(slot, name);
    }
}

package io.slotwise.job.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Applied;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** The same, when the next plan does not lead there by itself. */
    @Test
    void aSlotIsOpenedWhereCopiesOfItWereStranded() throws IOException {
        strand("a", "b");
        masters.source("DEL", key("a"));
        StrandedCopies stranded = strandedCopies();

        assertThat(stranded.open(List.of(slot - 1, slot)))
                .hasValueSatisfying(it -> assertThat(it).contains("copies of slot " + slot + " lie at destination"));
        assertThat(masters.destination("CLUSTER", "NODES").text())
                .contains("[" + slot + "-<-" + masters.route.from().id() + "]");
        assertThat(stranded.open(List.of(slot))).isEmpty();
        assertMoved(1);
    }

    @Test
    void keysWithoutAMarkAreNobodysCopies() throws IOException {
        write("a");
        masters.dieAfterCopying(slot, masters.mark(), key("a"));
        masters.asking("UNLINK", CopyMark.key(slot));
        masters.destination("CLUSTER", "SETSLOT", slot, "STABLE");

        assertThat(strandedCopies().open(List.of(slot))).isEmpty();
    }

    /** Copies at a destination that does not know that it imports. */
    private void strand(String... names) throws IOException {
        write(names);
        masters.dieAfterCopying(
                slot, masters.mark(), Stream.of(names).map(this::key).toArray(String[]::new));
        masters.destination("CLUSTER", "SETSLOT", slot, "STABLE");
    }

    private StrandedCopies strandedCopies() {
        return new StrandedCopies(masters.connections(), List.of(masters.route.from(), masters.route.to()));
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
            lane.ask(Command.of("MULTI"));
            masters.dieAfterCopying(slot, masters.mark(), key("a"));
            Leftovers.read(masters.connections(), masters.route, masters.mark()).discard(List.of(slot));
            assertThat(masters.keysAtDestination(slot)).isZero();
            lane.ask(Command.of("UNLINK", key("a")));
            assertThat(lane.ask(Command.of("EXEC"))).isInstanceOf(Reply.Nothing.class);
        }
        assertMoved(1);
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

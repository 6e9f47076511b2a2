package io.slotwise.job.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.slotwise.job.plan.Applied;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copying on real servers, with something happening between the listing of the keys and the letting go of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlotCopyTest {
    private static final AtomicInteger NEXT_SLOT = new AtomicInteger(100);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private TwoMasters masters;

    @BeforeAll
    void form() throws IOException {
        masters = new TwoMasters(directory, TwoMasters.debugging());
    }

    @AfterAll
    void end() {
        masters.close();
    }

    private static int freshSlot() {
        return NEXT_SLOT.getAndIncrement();
    }

    @Test
    void ofAKeyThatIsChangedWhileItIsCopiedTheLaterValueCounts() throws IOException {
        int slot = freshSlot();
        masters.source("SET", key(slot, "a"), "old");
        masters.move(slot, () -> masters.source("SET", key(slot, "a"), "new"));
        assertThat(text("GET", key(slot, "a"))).isEqualTo("new");
        assertMoved(slot, 1);
    }

    @Test
    void anOrderToTakeSlotsThatComesTooLateIsNotCarriedOut() throws IOException {
        assumeThat(ServerInfo.of(masters.connections(), masters.route.from()).canSetSlotInScripts())
                .isTrue();
        int slot = freshSlot();
        masters.destination(
                "CLUSTER", "SETSLOT", slot, "IMPORTING", masters.route.from().id());
        assertThatThrownBy(() -> masters.handOver(slot, Duration.ofSeconds(-1)))
                .hasMessageContaining("the order to take slots came too late");
        assertThat(masters.destination("CLUSTER", "NODES").text()).contains("[" + slot + "-<-");

        masters.handOver(slot, Duration.ofSeconds(1));

        assertMoved(slot, 0);
    }

    /** As when some master has failed and nobody has taken over from it yet. */
    @Test
    void whileTheClusterIsDownNoSlotIsTakenWithItsMark() throws IOException {
        int slot = freshSlot();
        masters.beginMigrating(slot);
        masters.holeFor(() -> assertThatThrownBy(() -> masters.handOver(slot, Duration.ofSeconds(1)))
                .hasMessageContaining("CLUSTERDOWN"));
        assertThat(masters.destination("CLUSTER", "NODES").text()).contains("[" + slot + "-<-");

        masters.handOver(slot, Duration.ofSeconds(1));

        assertMoved(slot, 0);
    }

    @Test
    void aDestinationThatHasNotHeardOfTheSourcesEpochTakesNoSlots() throws IOException {
        masters.assumeNotRedis84("it tells of a new epoch at once");
        AtomicInteger slot = new AtomicInteger();
        Throwable refusal = null;
        for (int i = 0; i < 10 && refusal == null; i++) { // it may hear in that very moment
            slot.set(freshSlot());
            masters.source("SET", key(slot.get(), "a"), "1");
            refusal = catchThrowable(() -> masters.move(slot.get(), () -> masters.source("CLUSTER", "BUMPEPOCH")));
        }

        assertThat(refusal).hasMessageContaining("destination has not heard yet that source has config epoch");
        Awaitility.await().until(() -> masters.move(slot.get()).equals(Applied.OK));
        assertMoved(slot.get(), 1);
        assertThat(text("GET", key(slot.get(), "a"))).isEqualTo("1");
    }

    @Test
    void aKeyThatIsDeletedWhileItIsCopiedStaysDeleted() throws IOException {
        int slot = freshSlot();
        masters.source("SET", key(slot, "a"), "1");
        masters.source("SET", key(slot, "b"), "2");
        masters.move(slot, () -> masters.source("DEL", key(slot, "a")));
        assertThat(text("GET", key(slot, "b"))).isEqualTo("2");
        assertMoved(slot, 1);
    }

    @Test
    void aKeyThatExpiresWhileItIsCopiedStaysExpired() throws IOException {
        int slot = freshSlot();
        masters.source("SET", key(slot, "a"), "1");
        masters.source("SET", key(slot, "b"), "2");
        masters.move(slot, () -> masters.source("PEXPIRE", key(slot, "b"), -1));
        assertMoved(slot, 1);
    }

    @Test
    void aTimeToLiveThatIsSetWhileItsKeyIsCopiedGoesWithIt() throws IOException {
        int slot = freshSlot();
        masters.source("SET", key(slot, "a"), "1");
        masters.move(slot, () -> masters.source("EXPIRE", key(slot, "a"), 1000));
        assertThat(masters.destination("TTL", key(slot, "a")).number()).isBetween(900L, 1000L);
    }

    @Test
    void aKeyThatIsCreatedWhileOthersAreCopiedGoesWithThem() throws IOException {
        int slot = freshSlot();
        masters.source("SET", key(slot, "a"), "1");
        masters.source("CONFIG", "RESETSTAT");
        masters.move(slot, () -> masters.source("SET", key(slot, "b"), "2"));
        assertThat(text("GET", key(slot, "a")) + text("GET", key(slot, "b"))).isEqualTo("12");
        assertThat(masters.migrations()).isEqualTo(1);
        assertMoved(slot, 2);
    }

    @Test
    void aKeyThatIsDeletedAndCreatedAnewWhileItIsCopiedIsTheNewOne() throws IOException {
        int slot = freshSlot();
        masters.source("SET", key(slot, "a"), "old", "EX", 1000);
        masters.move(slot, () -> {
            masters.source("DEL", key(slot, "a"));
            masters.source("SET", key(slot, "a"), "new");
        });
        assertThat(text("GET", key(slot, "a"))).isEqualTo("new");
        assertThat(masters.destination("TTL", key(slot, "a")).number()).isEqualTo(-1);
    }

    /** Redis does not tell those who watch a stream what happens to its consumer groups. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "XACK KEY group 1-1",
                "XREADGROUP GROUP group other COUNT 1 STREAMS KEY >",
                "XCLAIM KEY group other 0 1-1",
                "XGROUP CREATECONSUMER KEY group third",
                "XGROUP DELCONSUMER KEY group consumer",
                "XGROUP SETID KEY group 1-1",
                "XGROUP CREATE KEY another 0",
                "XADD KEY 4-1 field value",
                "XTRIM KEY MAXLEN 1",
                "DEL KEY"
            })
    void whatHappensToAStreamWhileItIsCopiedHasHappened(String command) throws IOException {
        int slot = freshSlot();
        String key = streamWithAGroup(slot);
        masters.source("SET", key(slot, "a"), "1");
        masters.source("CONFIG", "RESETSTAT");
        AtomicReference<Reply> after = new AtomicReference<>();

        masters.move(slot, () -> {
            masters.source(Arrays.stream(command.split(" "))
                    .map(word -> word.equals("KEY") ? key : word)
                    .toArray());
            after.set(masters.source("DUMP", key));
        });

        assertThat(masters.destination("DUMP", key)).isEqualTo(after.get());
        assertThat(text("GET", key(slot, "a"))).isEqualTo("1");
        assertThat(masters.migrations()).describedAs("the copy is thrown away").isPositive();
        assertMoved(slot, after.get() instanceof Reply.Nothing ? 1 : 2);
    }

    @Test
    void aStreamThatIsLeftAloneIsCopiedWithItsGroups() throws IOException {
        int slot = freshSlot();
        String key = streamWithAGroup(slot);
        Reply before = masters.source("DUMP", key);
        masters.source("CONFIG", "RESETSTAT");

        masters.move(slot, () -> masters.source("XRANGE", key, "-", "+"));

        assertThat(masters.destination("DUMP", key)).isEqualTo(before);
        assertThat(masters.migrations()).isZero();
        assertMoved(slot, 1);
    }

    private String streamWithAGroup(int slot) throws IOException {
        String key = key(slot, "stream");
        for (int entry = 1; entry <= 3; entry++) {
            masters.source("XADD", key, entry + "-1", "field", "value");
        }
        masters.source("XGROUP", "CREATE", key, "group", 0);
        masters.source("XREADGROUP", "GROUP", "group", "consumer", "COUNT", 2, "STREAMS", key, ">");
        return key;
    }

    @Test
    void everyTypeOfKeyArrivesAsItWas() throws IOException {
        int slot = freshSlot();
        masters.source("SET", key(slot, "string"), "text");
        masters.source("SET", key(slot, "number"), 12);
        masters.source("RPUSH", key(slot, "list"), "a", "b", "c");
        masters.source("SADD", key(slot, "set"), "a", "b");
        masters.source("SADD", key(slot, "numbers"), 1, 2, 3);
        masters.source("ZADD", key(slot, "sorted"), 1, "a", 2.5, "b");
        masters.source("HSET", key(slot, "hash"), "a", 1, "b", 2);
        masters.source("PFADD", key(slot, "log"), "a", "b");
        masters.source("HSET", key(slot, "long"), "field", "x".repeat(5000));
        masters.source("XADD", key(slot, "stream"), "1-1", "a", "b");
        masters.source("CONFIG", "RESETSTAT");
        assertArrivesWhole(slot);
        assertThat(masters.migrations()).isZero();
    }

    @Test
    void keysOfAnyBytesArrive() throws IOException {
        int slot = freshSlot();
        for (int i = 0; i < 256; i++) {
            masters.source("SET", bytes(slot, i), i);
        }
        assertArrivesWhole(slot);
        assertMoved(slot, 256);
    }

    /** The tag and then a byte that no text holds. */
    private Word bytes(int slot, int value) throws IOException {
        return masters.source("EVAL", "return ARGV[1]..string.char(ARGV[2])", 0, key(slot, ""), value)
                .bytes();
    }

    @Test
    void slotsOfAnyNumberOfKeysArrive() throws IOException {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int count : List.of(0, 1, 399, 400, 401, 2000)) {
            int slot = freshSlot();
            counts.put(slot, count);
            List<Command> commands = IntStream.range(0, count)
                    .mapToObj(i -> Command.of("SET", key(slot, "k" + i), i))
                    .toList();
            masters.connections()
                    .all(masters.route.from().host(), masters.route.from().port(), commands);
        }
        assertThat(masters.move(counts.keySet().toArray(Integer[]::new))).isEqualTo(Applied.OK);
        for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
            assertMoved(entry.getKey(), entry.getValue());
        }
    }

    @Test
    void largeKeysArrive() throws IOException {
        int slot = freshSlot();
        for (int i = 0; i < 3; i++) {
            masters.source("SET", key(slot, "large" + i), Integer.toString(i).repeat(2 << 20));
        }
        masters.source("SET", key(slot, "small"), "1");
        assertArrivesWhole(slot);
        assertMoved(slot, 4);
    }

    @Test
    void timesToLiveArrive() throws IOException {
        int slot = freshSlot();
        masters.source("SET", key(slot, "a"), "1", "EX", 1000);
        masters.source("SET", key(slot, "b"), "1", "PX", 100_000_000);
        masters.source("SET", key(slot, "c"), "1");
        masters.source("CONFIG", "RESETSTAT");
        assertThat(masters.move(slot)).isEqualTo(Applied.OK);
        assertThat(masters.destination("PTTL", key(slot, "a")).number()).isBetween(990_000L, 1_000_000L);
        assertThat(masters.destination("PTTL", key(slot, "b")).number()).isBetween(99_990_000L, 100_000_000L);
        assertThat(masters.destination("PTTL", key(slot, "c")).number()).isEqualTo(-1);
        assertThat(masters.migrations()).isZero();
    }

    /** A key that has expired and still lies there is listed; it must not cost the others their copying. */
    @Test
    void aKeyThatExpiredBeforeItCouldBeCopiedDoesNotKeepLaterSlotsFromBeingCopied() throws IOException {
        int slot = freshSlot();
        int later = freshSlot();
        masters.source("DEBUG", "SET-ACTIVE-EXPIRE", 0);
        try {
            masters.source("SET", key(slot, "a"), "1", "PX", 1);
            masters.source("SET", key(slot, "b"), "1");
            masters.source("SET", key(later, "c"), "1");
            masters.source("CONFIG", "RESETSTAT");
            Awaitility.await()
                    .until(() -> masters.source("EVAL", "return redis.call('TTL', KEYS[1])", 1, key(slot, "a"))
                                    .number()
                            == -2);
            assertThat(masters.move(slot, later)).isEqualTo(Applied.OK);
            assertThat(masters.migrations()).isZero();
            assertMoved(slot, 1);
            assertMoved(later, 1);
        } finally {
            masters.source("DEBUG", "SET-ACTIVE-EXPIRE", 1);
        }
    }

    private static Word digest(Reply reply) throws IOException {
        return reply.parts().get(0).bytes();
    }

    private void assertArrivesWhole(int slot) throws IOException {
        Map<Word, Word> before = new HashMap<>();
        List<Reply> names =
                masters.source("CLUSTER", "GETKEYSINSLOT", slot, 10_000).parts();
        for (Reply name : names) {
            before.put(name.bytes(), digest(masters.source("DEBUG", "DIGEST-VALUE", name.bytes())));
        }
        assertThat(masters.move(slot)).isEqualTo(Applied.OK);
        for (Reply name : names) {
            assertThat(digest(masters.destination("DEBUG", "DIGEST-VALUE", name.bytes())))
                    .isEqualTo(before.get(name.bytes()));
        }
        assertMoved(slot, names.size());
    }

    /** The destination owns the slot with that many keys, and neither a mark nor an open slot is left. */
    private void assertMoved(int slot, long keys) throws IOException {
        assertThat(masters.keysAtDestination(slot)).isEqualTo(keys);
        assertThat(masters.source("CLUSTER", "COUNTKEYSINSLOT", slot).number()).isZero();
        assertThat(masters.destination("EXISTS", CopyMark.key(slot)).number()).isZero();
        assertThat(masters.source("CLUSTER", "NODES").text()).doesNotContain("[" + slot + "-");
        assertThat(masters.destination("CLUSTER", "NODES").text()).doesNotContain("[" + slot + "-");
    }

    private String text(Object... words) throws IOException {
        return masters.destination(words).text();
    }

    private static String key(int slot, String name) {
        return TwoMasters.key(slot, name);
    }
}

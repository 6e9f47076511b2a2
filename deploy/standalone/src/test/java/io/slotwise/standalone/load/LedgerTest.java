package io.slotwise.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.standalone.load.Ledger.Finding.Kind;
import io.slotwise.standalone.load.Ledger.Read;
import io.slotwise.standalone.load.Ledger.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger(1);

    private Write write() {
        return ledger.nextWrite().orElseThrow();
    }

    private void writeAcknowledged(int times) {
        for (int time = 0; time < times; time++) {
            Write write = write();
            ledger.acknowledged(write, Optional.of("ledger:0#" + write.acked()));
        }
    }

    private List<String> lost() {
        return ledger.findings(Kind.LOST).stream().map(Ledger.Finding::sentence).toList();
    }

    @Test
    void aKeyHasOneWriteUnderWayAndEachIsHigherThanTheLast() {
        Write first = write();
        assertThat(ledger.nextWrite()).isEmpty();
        ledger.acknowledged(first, Optional.empty());
        assertThat(write()).isEqualTo(new Write(0, 2, 1));
    }

    @Test
    void anAnswerOlderThanTheLastAcknowledgedWriteIsALoss() {
        writeAcknowledged(3);
        ledger.answered(ledger.read(0), Optional.of("ledger:0#2"));
        assertThat(lost()).containsExactly("ledger:0 holds write 2; write 3 was acknowledged");
    }

    @Test
    void aWriteThatIsStillUnderWayMayOrMayNotBeSeen() {
        writeAcknowledged(3);
        write();
        Read read = ledger.read(0);
        ledger.answered(read, Optional.of("ledger:0#3"));
        ledger.answered(read, Optional.of("ledger:0#4"));
        assertThat(lost()).isEmpty();
    }

    @Test
    void aReadIsJudgedByWhatWasAcknowledgedWhenItWasSent() {
        writeAcknowledged(3);
        Read early = ledger.read(0);
        writeAcknowledged(1);
        ledger.answered(early, Optional.of("ledger:0#3"));
        assertThat(lost()).isEmpty();
    }

    @Test
    void theSameLossSeenByReadWriteAndLookIsOne() {
        writeAcknowledged(3);
        ledger.answered(ledger.read(0), Optional.empty());
        ledger.answered(ledger.read(0), Optional.of("ledger:0#1"));
        ledger.acknowledged(write(), Optional.empty());
        assertThat(lost()).containsExactly("ledger:0 is missing; write 3 was acknowledged");
    }

    @Test
    void aWriteThatWasSentTwiceReplacesItself() {
        writeAcknowledged(1);
        ledger.acknowledged(write(), Optional.of("ledger:0#2"));
        assertThat(lost()).isEmpty();
        assertThat(ledger.findings(Kind.WRONG)).isEmpty();
    }

    @Test
    void aKeyWhoseWriteHasAnUnknownEndIsNotWrittenAgainButStillRead() {
        writeAcknowledged(2);
        ledger.unknown(write());
        assertThat(write().key()).isEqualTo("ledger:1");
        ledger.answered(ledger.read(0), Optional.of("ledger:0#2"));
        ledger.answered(ledger.read(0), Optional.of("ledger:0#3"));
        assertThat(lost()).isEmpty();
        ledger.answered(ledger.read(0), Optional.of("ledger:0#1"));
        assertThat(lost()).hasSize(1);
    }

    @Test
    void aRefusedWriteChangesNothing() {
        writeAcknowledged(2);
        ledger.refused(write());
        assertThat(write()).isEqualTo(new Write(0, 4, 2));
        assertThat(ledger.ackedWrites()).isEqualTo(2);
    }

    @Test
    void aValueThatWasNeverWrittenIsWrong() {
        writeAcknowledged(2);
        for (String value : List.of("ledger:0#9", "ledger:0#x", "ledger:1#2", "")) {
            Ledger fresh = new Ledger(1);
            fresh.acknowledged(fresh.nextWrite().orElseThrow(), Optional.empty());
            fresh.answered(fresh.read(0), Optional.of(value));
            assertThat(fresh.findings(Kind.WRONG)).as(value).hasSize(1);
        }
    }

    @Test
    void whatWasThereBeforeTheFirstWriteDoesNotCount() {
        ledger.answered(ledger.read(0), Optional.of("from an earlier run"));
        ledger.acknowledged(write(), Optional.of("from an earlier run"));
        assertThat(lost()).isEmpty();
        assertThat(ledger.findings(Kind.WRONG)).isEmpty();
    }

    /** What may become of a write. */
    enum End {
        ACKNOWLEDGED,
        REFUSED,
        UNKNOWN_DONE,
        UNKNOWN_NOT_DONE
    }

    @Property
    void aStoreThatLosesNothingIsNeverAccused(@ForAll @Size(max = 200) List<End> ends) {
        Ledger many = new Ledger(3);
        Map<String, String> store = new HashMap<>();
        for (End end : ends) {
            Write write = many.nextWrite().orElseThrow();
            Optional<String> previous = Optional.ofNullable(store.get(write.key()));
            if (end == End.ACKNOWLEDGED || end == End.UNKNOWN_DONE) {
                store.put(write.key(), write.value());
            }
            switch (end) {
                case ACKNOWLEDGED -> many.acknowledged(write, previous);
                case REFUSED -> many.refused(write);
                case UNKNOWN_DONE, UNKNOWN_NOT_DONE -> many.unknown(write);
            }
        }
        for (int index = 0; index < many.size(); index++) {
            Read read = many.read(index);
            many.answered(read, Optional.ofNullable(store.get(read.key())));
        }
        assertThat(many.findings(Kind.LOST)).isEmpty();
        assertThat(many.findings(Kind.WRONG)).isEmpty();
    }

    @Property
    void anyAcknowledgedWriteThatIsTakenBackIsFound(@ForAll @Size(min = 1, max = 50) List<End> ends) {
        Ledger many = new Ledger(1);
        long acked = 0;
        for (End end : ends) {
            Write write = many.nextWrite().orElseThrow();
            if (write.index() == 0 && end == End.ACKNOWLEDGED) {
                many.acknowledged(write, Optional.of("ledger:0#" + write.acked()));
                acked = write.sequence();
            } else {
                many.refused(write);
            }
        }
        many.answered(many.read(0), Optional.of("ledger:0#" + (acked - 1)));
        assertThat(many.findings(Kind.LOST)).hasSize(acked > 0 ? 1 : 0);
    }
}

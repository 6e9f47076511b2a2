package io.slotwise.streams.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.Reason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    @Test
    void withoutAReversalNothingIsWaitedFor() {
        assertThat(afterReversals(0).steadyAt(lastOf(0))).isEmpty();
    }

    @Test
    void eachReversalOfTheDayIsWorthFiveMinutes() {
        assertThat(afterReversals(1).steadyAt(lastOf(1))).hasValue(lastOf(1).plus(Duration.ofMinutes(5)));
        assertThat(afterReversals(5).steadyAt(lastOf(5))).hasValue(lastOf(5).plus(Duration.ofMinutes(25)));
    }

    @Test
    void fromTheSixthOnAScaleInAfterTheWaitIsNoReversal() {
        Ledger ledger = afterReversals(6);
        Instant steady = ledger.steadyAt(lastOf(6)).orElseThrow();

        Ledger next = ledger.scaled(entry(steady, 4, 3));

        assertThat(steady).isEqualTo(lastOf(6).plus(Duration.ofMinutes(61)));
        assertThat(next.reversals(steady)).isEqualTo(6);
    }

    /** Out and in in turn every half hour, and out last. */
    private static Ledger afterReversals(int reversals) {
        Ledger ledger = Ledger.EMPTY;
        for (int i = 0; i <= reversals; i++) {
            boolean out = (reversals - i) % 2 == 0;
            ledger = ledger.scaled(entry(START.plus(HALF_HOUR.multipliedBy(i)), out ? 3 : 4, out ? 4 : 3));
        }
        return ledger;
    }

    private static Instant lastOf(int reversals) {
        return START.plus(HALF_HOUR.multipliedBy(reversals));
    }

    private static Ledger.Entry entry(Instant at, int from, int to) {
        Reason reason = to > from ? Reason.CPU_ABOVE_THRESHOLD : Reason.ALL_BELOW_LOW;
        return new Ledger.Entry(at, reason, from, to, 0, 0.3);
    }
}

package io.slotwise.streams.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What of a day's scalings and bytes is used up.
 *
 * @param spent the scalings of the last 24 hours, oldest first
 * @param bytes what one more scaling would move
 */
record Budget(List<Ledger.Entry> spent, long bytes) {

    static Budget of(Attempt a) {
        Situation s = a.situation();
        return new Budget(s.watch().ledger().within(s.at()), a.bytes());
    }

    long spentBytes() {
        return spent.stream().mapToLong(Ledger.Entry::bytes).sum();
    }

    /** When the oldest scaling is a day ago. */
    Optional<Instant> next() {
        return spent.stream().findFirst().map(entry -> entry.at().plus(Ledger.DAY));
    }
}

package io.slotwise.standalone.load;

import java.util.Locale;

/**
 * The load at a moment, for showing.
 *
 * @param demand what is asked
 * @param cpuPercent CPU of all active masters' main threads together in the last half second, percent of one core
 * @param ballastBytes ballast that is in Redis
 * @param cpuOperationsPerSecond operations of the CPU driver
 * @param operations ledger operations in the last second
 * @param ackedWrites ledger writes acknowledged since the start
 * @param ackedWritesLost of those, what was found missing or older since, as far as clients have looked
 * @param clientErrors errors that reached the caller since the start
 * @param skipped operations that were not sent since too many were under way, since the start
 */
public record LoadSnapshot(
        Demand demand,
        double cpuPercent,
        long ballastBytes,
        double cpuOperationsPerSecond,
        Latency operations,
        long ackedWrites,
        long ackedWritesLost,
        long clientErrors,
        long skipped) {
    /** What clients lived through, in one line. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "clients: %,d acknowledged writes, %,d of them lost, %,d errors",
                ackedWrites,
                ackedWritesLost,
                clientErrors);
    }

    /** Whether nothing was lost and no error reached a client. */
    public boolean isFlawless() {
        return ackedWritesLost == 0 && clientErrors == 0;
    }
}

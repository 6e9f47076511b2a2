package io.slotwise.standalone.load;

/**
 * The load at a moment, for showing.
 *
 * @param demand what is asked
 * @param cpuPercent CPU of all active masters' main threads together in the last half second, percent of one core
 * @param ballastBytes ballast that is in Redis
 * @param cpuOperationsPerSecond operations of the CPU driver
 * @param operations ledger operations in the last second
 * @param ackedWrites ledger writes acknowledged since the start
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
        long clientErrors,
        long skipped) {}

package io.slotwise.bench.load;

import java.util.List;

/**
 * One read or write on its way.
 *
 * @param key its number
 * @param slot its hash slot
 * @param sequence what it writes, 0 for a read
 * @param known the newest write that was acknowledged when it was sent
 * @param words the command
 * @param phase when it was meant to be sent
 * @param intendedNanos the time at which it was meant to be sent
 * @param redirects how often it was sent elsewhere
 */
record Operation(
        int key,
        int slot,
        int sequence,
        int known,
        List<String> words,
        Phase phase,
        long intendedNanos,
        int redirects) {
    boolean isRead() {
        return sequence == 0;
    }

    Operation redirected() {
        return new Operation(key, slot, sequence, known, words, phase, intendedNanos, redirects + 1);
    }
}

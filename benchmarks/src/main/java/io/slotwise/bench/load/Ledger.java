package io.slotwise.bench.load;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The newest acknowledged write of each key, and the newest sent. A key has one write under way at most; a key whose write
 * has an unknown end is not written again.
 */
public final class Ledger {
    private final int[] acknowledged;
    private final int[] sent;
    private final BitSet busy = new BitSet();
    private long wrong;
    private long stale;

    Ledger(int keys) {
        acknowledged = new int[keys];
        sent = new int[keys];
    }

    /** The sequence to write next, 0 while a write of the key is under way. */
    synchronized int begin(int key) {
        if (busy.get(key)) {
            return 0;
        }
        busy.set(key);
        return ++sent[key];
    }

    synchronized void acknowledge(int key, int sequence) {
        acknowledged[key] = sequence;
        busy.clear(key);
    }

    /** The write that any read from now on must show, or a newer one. */
    public synchronized int acknowledged(int key) {
        return acknowledged[key];
    }

    /** The newest write that a read may show. */
    public synchronized int sent(int key) {
        return sent[key];
    }

    /** A read showed a write older than one that had been acknowledged before it was sent. */
    synchronized void stale() {
        stale++;
    }

    /** A read showed nothing of this key's. */
    synchronized void wrong() {
        wrong++;
    }

    public synchronized long staleReads() {
        return stale;
    }

    public synchronized long wrongReads() {
        return wrong;
    }

    /** The keys with an acknowledged write. */
    public synchronized int[] written() {
        return IntStream.range(0, acknowledged.length)
                .filter(key -> acknowledged[key] > 0)
                .toArray();
    }
}

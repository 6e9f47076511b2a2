package io.slotwise.standalone.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was written, what Redis acknowledged, and what it must therefore still hold. Every key has one writer that sends one
 * write at a time, each with a higher sequence. A key whose last write has an unknown end is never written again: that write
 * may still arrive, and would look like an older value.
 */
final class Ledger {
    private final List<Entry> entries = new ArrayList<>();
    private final Set<Finding> findings = new LinkedHashSet<>();
    private int cursor;
    private long ackedWrites;

    /** What may be done with a key. */
    private enum State {
        IDLE,
        BUSY,
        RETIRED
    }

    private static final class Entry {
        private State state = State.IDLE;
        private long attempted;
        private long acked;
    }

    /**
     * One write to send.
     *
     * @param index which key
     * @param sequence what it writes
     * @param acked the sequence that Redis acknowledged before, 0 when none
     */
    record Write(int index, long sequence, long acked) {
        String key() {
            return Ledger.key(index);
        }

        String value() {
            return key() + "#" + sequence;
        }
    }

    /**
     * One read to send.
     *
     * @param index which key
     * @param acked the sequence that the answer must not be older than, 0 when none was acknowledged
     */
    record Read(int index, long acked) {
        String key() {
            return Ledger.key(index);
        }
    }

    /**
     * An answer that should not have been; the same loss seen twice is one finding.
     *
     * @param kind what is wrong
     * @param key where
     * @param acked the sequence that Redis had acknowledged
     * @param sentence for people
     */
    record Finding(Kind kind, String key, long acked, String sentence) {
        /** What is wrong with an answer. */
        enum Kind {
            /** An acknowledged write is gone: the value is missing or older. */
            LOST,
            /** The value is not one that this ledger wrote. */
            WRONG
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Finding that && kind == that.kind && key.equals(that.key) && acked == that.acked;
        }

        @Override
        public int hashCode() {
            return java.util.Objects.hash(kind, key, acked);
        }
    }

    /** A ledger that writes {@code keys} keys in turn. */
    Ledger(int keys) {
        for (int key = 0; key < keys; key++) {
            open();
        }
    }

    static String key(int index) {
        return "ledger:" + index;
    }

    private void open() {
        entries.add(new Entry());
    }

    /** The next write in turn, or none when all keys wait for an answer. */
    synchronized Optional<Write> nextWrite() {
        for (int tried = 0; tried < entries.size(); tried++) {
            int index = cursor;
            cursor = (cursor + 1) % entries.size();
            Entry entry = entries.get(index);
            if (entry.state == State.IDLE) {
                entry.state = State.BUSY;
                entry.attempted++;
                return Optional.of(new Write(index, entry.attempted, entry.acked));
            }
        }
        return Optional.empty();
    }

    /** The read of a key; {@code pick} is any number of 0 or more. */
    synchronized Read read(int pick) {
        int index = pick % entries.size();
        return new Read(index, entries.get(index).acked);
    }

    /**
     * Redis acknowledged a write.
     *
     * @param previous the value that it replaced
     */
    synchronized void acknowledged(Write write, Optional<String> previous) {
        if (write.acked() > 0) {
            judge(write.index(), write.acked(), previous);
        }
        Entry entry = entries.get(write.index());
        entry.acked = write.sequence();
        entry.state = State.IDLE;
        ackedWrites++;
    }

    /** Redis refused a write: it was not done. */
    synchronized void refused(Write write) {
        entries.get(write.index()).state = State.IDLE;
    }

    /** Nobody knows whether a write was done or still will be; another key takes its key's place. */
    synchronized void unknown(Write write) {
        entries.get(write.index()).state = State.RETIRED;
        open();
    }

    /** Redis answered a read. */
    synchronized void answered(Read read, Optional<String> value) {
        if (read.acked() > 0) {
            judge(read.index(), read.acked(), value);
        }
    }

    private void judge(int index, long acked, Optional<String> value) {
        String key = key(index);
        if (value.isEmpty()) {
            findings.add(new Finding(
                    Finding.Kind.LOST, key, acked, key + " is missing; write " + acked + " was acknowledged"));
            return;
        }
        Optional<Long> sequence = sequence(key, value.get());
        if (sequence.isEmpty() || sequence.get() > entries.get(index).attempted) {
            findings.add(new Finding(
                    Finding.Kind.WRONG, key, acked, key + " holds '" + value.get() + "', which was never written"));
        } else if (sequence.get() < acked) {
            findings.add(new Finding(
                    Finding.Kind.LOST,
                    key,
                    acked,
                    key + " holds write " + sequence.get() + "; write " + acked + " was acknowledged"));
        }
    }

    private static Optional<Long> sequence(String key, String value) {
        if (!value.startsWith(key + "#")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(value.substring(key.length() + 1)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** How many keys were ever written or are about to be; {@link #read} takes each index below it. */
    synchronized int size() {
        return entries.size();
    }

    synchronized long ackedWrites() {
        return ackedWrites;
    }

    synchronized List<Finding> findings(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }
}

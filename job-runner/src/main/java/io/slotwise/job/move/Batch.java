package io.slotwise.job.move;

import io.slotwise.job.resp.Word;
import java.util.ArrayList;
import java.util.List;

/** Keys of one slot that go in one MIGRATE. */
record Batch(int slot, List<Key> keys) {
    /** A key and what it takes in memory. */
    record Key(Word name, long bytes) {}

    Batch {
        keys = List.copyOf(keys);
    }

    /** Cuts a slot's keys into batches within the limits; a key above the byte limit goes alone. */
    static List<Batch> cut(int slot, List<Key> keys, MoveLimits limits) {
        List<Batch> batches = new ArrayList<>();
        List<Key> current = new ArrayList<>();
        long bytes = 0;
        for (Key key : keys) {
            boolean full = current.size() == limits.keysAtOnce() || bytes + key.bytes() > limits.bytesAtOnce();
            if (full && !current.isEmpty()) {
                batches.add(new Batch(slot, current));
                current.clear();
                bytes = 0;
            }
            current.add(key);
            bytes += key.bytes();
        }
        if (!current.isEmpty()) {
            batches.add(new Batch(slot, current));
        }
        return batches;
    }

    long bytes() {
        return keys.stream().mapToLong(Key::bytes).sum();
    }

    List<Word> names() {
        return keys.stream().map(Key::name).toList();
    }
}

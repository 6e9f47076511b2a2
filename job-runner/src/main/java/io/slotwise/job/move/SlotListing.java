package io.slotwise.job.move;

import io.slotwise.job.resp.RespConnection;
import io.slotwise.job.resp.Word;
import java.util.List;

/**
 * What a source holds of a slot.
 *
 * @param slot the slot
 * @param keys its keys with their sizes
 * @param lane the connection on which the keys were listed
 * @param watch whether that connection watches them
 * @param expiry whether some of them may have a time to live
 */
record SlotListing(int slot, List<Batch.Key> keys, RespConnection lane, Watch watch, Expiry expiry) {
    enum Watch {
        ON,
        OFF
    }

    enum Expiry {
        NONE,
        POSSIBLE
    }

    SlotListing {
        keys = List.copyOf(keys);
    }

    long bytes() {
        return keys.stream().mapToLong(Batch.Key::bytes).sum();
    }

    List<Word> names() {
        return keys.stream().map(Batch.Key::name).toList();
    }
}

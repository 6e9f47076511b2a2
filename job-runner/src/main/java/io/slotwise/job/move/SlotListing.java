package io.slotwise.job.move;

import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.job.resp.Word;
import java.io.IOException;
import java.util.List;

/**
 * What a source holds of a slot.
 *
 * @param slot the slot
 * @param keys its keys with their sizes
 * @param lane the connection on which the keys were listed
 * @param watch whether that connection watches them and has begun a transaction
 * @param restores what a destination is told to have a copy of the slot as it was when the watch began; empty when it
 *     cannot be copied
 */
record SlotListing(int slot, List<Batch.Key> keys, RespConnection lane, Watch watch, List<Command> restores) {
    enum Watch {
        ON,
        OFF
    }

    SlotListing {
        keys = List.copyOf(keys);
        restores = List.copyOf(restores);
    }

    long bytes() {
        return keys.stream().mapToLong(Batch.Key::bytes).sum();
    }

    List<Word> names() {
        return keys.stream().map(Batch.Key::name).toList();
    }

    boolean canBeCopied() {
        return watch == Watch.ON && !restores.isEmpty();
    }

    /** Gives up the transaction, if there is one, and the watch with it. */
    void discard() throws IOException {
        if (watch == Watch.ON) {
            lane.ask(Command.of("DISCARD")).text();
        }
    }
}

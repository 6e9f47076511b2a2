package io.slotwise.job.move;

import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.job.resp.Word;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a source holds of a slot.
 *
 * @param slot the slot
 * @param keys its keys with their sizes
 * @param lane the connection on which the keys were listed
 * @param snapshot the slot as it was when that connection began to watch its keys, and then a transaction; empty when it
 *     did not
 */
record SlotListing(int slot, List<Batch.Key> keys, RespConnection lane, Optional<Snapshot> snapshot) {
    SlotListing {
        keys = List.copyOf(keys);
    }

    long bytes() {
        return keys.stream().mapToLong(Batch.Key::bytes).sum();
    }

    List<Word> names() {
        return keys.stream().map(Batch.Key::name).toList();
    }

    boolean canBeCopied() {
        return !restores().isEmpty();
    }

    /** What a destination is told to have a copy. */
    List<Command> restores() {
        return snapshot.map(Snapshot::restores).orElse(List.of());
    }

    /** What must still be so when the source lets go. */
    List<Word> proofs() {
        return snapshot.map(Snapshot::proofs).orElse(List.of());
    }

    /** Gives up the transaction, if there is one, and the watch with it. */
    void discard() throws IOException {
        if (snapshot.isPresent()) {
            lane.ask(Command.of("DISCARD")).text();
        }
    }
}

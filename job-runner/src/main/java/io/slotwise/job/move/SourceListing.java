package io.slotwise.job.move;

import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.job.resp.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Lists slots' keys at their source with their sizes, and watches those that may be copied. All slots are asked at once. */
final class SourceListing {
    private final Lanes lanes;
    private final MoveLimits limits;
    private final IntPredicate mayBeCopied;

    SourceListing(Lanes lanes, MoveLimits limits, IntPredicate mayBeCopied) {
        this.lanes = lanes;
        this.limits = limits;
        this.mayBeCopied = mayBeCopied;
    }

    List<SlotListing> list(List<Integer> slots) throws IOException {
        for (int i = 0; i < slots.size(); i++) {
            lanes.lane(i)
                    .send(List.of(
                            Command.of("UNWATCH"),
                            Command.of("CLUSTER", "GETKEYSINSLOT", slots.get(i), SourceKeys.MOST)));
        }
        List<List<Reply>> names = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            names.add(lanes.lane(i).receive().get(1).parts());
        }
        for (int i = 0; i < slots.size(); i++) {
            lanes.lane(i).send(questions(slots.get(i), names.get(i)));
        }
        List<SlotListing> listings = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            listings.add(listing(slots.get(i), names.get(i), lanes.lane(i)));
        }
        return listings;
    }

    /**
     * WATCH comes first: what is learnt afterwards is true until the watched keys change. One of them is the mark's, which
     * is not there: {@link Leftovers} touches it so that a transaction which is still on its way is never carried out.
     */
    private List<Command> questions(int slot, List<Reply> names) throws IOException {
        List<Command> questions = new ArrayList<>(names.size() + 2);
        if (watch(slot, names) == SlotListing.Watch.ON) {
            questions.add(Command.of("WATCH", CopyMark.key(slot)).with(words(names)));
        }
        questions.add(Command.of("INFO", "keyspace"));
        for (Reply name : names) {
            questions.add(SourceKeys.memoryUsage(name.bytes()));
        }
        return questions;
    }

    private static List<Word> words(List<Reply> replies) throws IOException {
        List<Word> words = new ArrayList<>(replies.size());
        for (Reply reply : replies) {
            words.add(reply.bytes());
        }
        return words;
    }

    private SlotListing.Watch watch(int slot, List<Reply> names) {
        return !names.isEmpty() && names.size() <= limits.copyKeys() && mayBeCopied.test(slot)
                ? SlotListing.Watch.ON
                : SlotListing.Watch.OFF;
    }

    private SlotListing listing(int slot, List<Reply> names, RespConnection lane) throws IOException {
        List<Reply> replies = lane.receive();
        SlotListing.Watch watch = replies.get(0) instanceof Reply.Failure ? SlotListing.Watch.OFF : watch(slot, names);
        int first = replies.size() - names.size();
        List<Batch.Key> keys = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            keys.add(new Batch.Key(names.get(i).bytes(), SourceKeys.size(replies.get(first + i))));
        }
        return new SlotListing(
                slot, keys, lane, watch, expiry(replies.get(first - 1).text()));
    }

    private static SlotListing.Expiry expiry(String keyspace) {
        String counts = Lines.parse(keyspace).text("db0");
        return counts.contains("expires=0,") ? SlotListing.Expiry.NONE : SlotListing.Expiry.POSSIBLE;
    }
}

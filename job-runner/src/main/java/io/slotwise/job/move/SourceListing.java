package io.slotwise.job.move;

import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
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

    /** WATCH comes first: what is learnt afterwards is true until the watched keys change. */
    private List<Command> questions(int slot, List<Reply> names) throws IOException {
        List<Command> questions = new ArrayList<>(names.size() + 2);
        if (watch(slot, names) == SlotListing.Watch.ON) {
            List<String> words = new ArrayList<>(List.of("WATCH"));
            for (Reply name : names) {
                words.add(name.text());
            }
            questions.add(new Command(words));
        }
        questions.add(Command.of("INFO", "keyspace"));
        for (Reply name : names) {
            questions.add(Command.of("MEMORY", "USAGE", name.text()));
        }
        return questions;
    }

    private SlotListing.Watch watch(int slot, List<Reply> names) {
        return !names.isEmpty() && names.size() <= limits.copyKeys() && mayBeCopied.test(slot)
                ? SlotListing.Watch.ON
                : SlotListing.Watch.OFF;
    }

    private SlotListing listing(int slot, List<Reply> names, RespConnection lane) throws IOException {
        List<Reply> replies = lane.receive();
        int first = replies.size() - names.size();
        List<Batch.Key> keys = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            keys.add(new Batch.Key(names.get(i).text(), SourceKeys.size(replies.get(first + i))));
        }
        return new SlotListing(
                slot,
                keys,
                lane,
                watch(slot, names),
                expiry(replies.get(first - 1).text()));
    }

    private static SlotListing.Expiry expiry(String keyspace) {
        String counts = Lines.parse(keyspace).text("db0");
        return counts.contains("expires=0,") ? SlotListing.Expiry.NONE : SlotListing.Expiry.POSSIBLE;
    }
}

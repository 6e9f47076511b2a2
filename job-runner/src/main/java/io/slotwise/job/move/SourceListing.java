package io.slotwise.job.move;

import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.job.resp.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Lists slots' keys at their source with their sizes; those that may be copied are watched and dumped at once. */
final class SourceListing {
    private final Lanes lanes;
    private final MoveLimits limits;
    private final IntPredicate mayBeCopied;
    private final Copying copying;

    /** What was asked about a slot on a lane. */
    private record Asked(int slot, List<Word> names, RespConnection lane, boolean forCopy) {}

    SourceListing(Lanes lanes, MoveLimits limits, IntPredicate mayBeCopied, Copying copying) {
        this.lanes = lanes;
        this.limits = limits;
        this.mayBeCopied = mayBeCopied;
        this.copying = copying;
    }

    /** All slots are asked at once. Before the next call, listings that are watched must have been let go of or discarded. */
    List<SlotListing> list(List<Integer> slots) throws IOException {
        for (int i = 0; i < slots.size(); i++) {
            lanes.lane(i).send(List.of(Command.of("CLUSTER", "GETKEYSINSLOT", slots.get(i), SourceKeys.MOST)));
        }
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            asked.add(ask(slots.get(i), lanes.lane(i)));
        }
        List<SlotListing> listings = new ArrayList<>();
        for (Asked one : asked) {
            listings.add(listing(one));
        }
        return listings;
    }

    private Asked ask(int slot, RespConnection lane) throws IOException {
        List<Word> names = words(lane.receive().get(0).parts());
        boolean forCopy =
                copying.isPossible() && !names.isEmpty() && names.size() <= limits.copyKeys() && mayBeCopied.test(slot);
        lane.send(forCopy ? Snapshot.questions(slot, names, limits.bytesAtOnce()) : sizes(names));
        return new Asked(slot, names, lane, forCopy);
    }

    private static List<Word> words(List<Reply> replies) throws IOException {
        List<Word> words = new ArrayList<>(replies.size());
        for (Reply reply : replies) {
            words.add(reply.bytes());
        }
        return words;
    }

    private static List<Command> sizes(List<Word> names) {
        return names.stream().map(SourceKeys::memoryUsage).toList();
    }

    private SlotListing listing(Asked asked) throws IOException {
        List<Reply> answers = asked.lane().receive();
        if (!asked.forCopy()) {
            return unwatched(asked, answers);
        }
        if (answers.stream().noneMatch(Reply.Failure.class::isInstance)) {
            Snapshot snapshot = Snapshot.of(asked.names(), answers);
            return new SlotListing(
                    asked.slot(),
                    keys(asked.names(), snapshot.sizes()),
                    asked.lane(),
                    SlotListing.Watch.ON,
                    snapshot.restores());
        }
        stop(asked.lane(), answers);
        return unwatched(asked, asked.lane().askAll(sizes(asked.names())));
    }

    /** Ends what began, after a failure of the watch, the script or the transaction. */
    private void stop(RespConnection lane, List<Reply> answers) throws IOException {
        lane.ask(Command.of(answers.get(2) instanceof Reply.Failure ? "UNWATCH" : "DISCARD"));
        if (answers.get(1) instanceof Reply.Failure failure) {
            copying.giveUp(failure.message());
        }
    }

    private static SlotListing unwatched(Asked asked, List<Reply> answers) throws IOException {
        List<Long> sizes = new ArrayList<>(answers.size());
        for (Reply answer : answers) {
            sizes.add(SourceKeys.size(answer));
        }
        return new SlotListing(
                asked.slot(), keys(asked.names(), sizes), asked.lane(), SlotListing.Watch.OFF, List.of());
    }

    private static List<Batch.Key> keys(List<Word> names, List<Long> sizes) {
        List<Batch.Key> keys = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            keys.add(new Batch.Key(names.get(i), sizes.get(i)));
        }
        return keys;
    }
}

package io.slotwise.job.move;

import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.job.resp.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Lists slots' keys at their source with their sizes; those that may be copied are watched and dumped at once. Names are
 * asked for ahead, for many slots in one round trip: of keys that are gone when they are watched there is nothing to copy,
 * and those that have come since are found when the slot is emptied.
 */
final class SourceListing {
    private final Lanes lanes;
    private final MoveLimits limits;
    private final IntPredicate mayBeCopied;
    private final Copying copying;

    /**
     * A slot that will be listed.
     *
     * @param names of its keys; one more than may be copied when it has more
     */
    record Named(int slot, List<Word> names) {
        Named {
            names = List.copyOf(names);
        }
    }

    /** What was asked about a slot on a lane. */
    private record Asked(int slot, List<Word> names, RespConnection lane, boolean forCopy) {}

    SourceListing(Lanes lanes, MoveLimits limits, IntPredicate mayBeCopied, Copying copying) {
        this.lanes = lanes;
        this.limits = limits;
        this.mayBeCopied = mayBeCopied;
        this.copying = copying;
    }

    /** The slots with names of their keys. */
    List<Named> names(List<Integer> slots) throws IOException {
        int most = limits.copyKeys() + 1;
        List<Reply> answers = lanes.lane(0)
                .askAll(slots.stream()
                        .map(slot -> Command.of("CLUSTER", "GETKEYSINSLOT", slot, most))
                        .toList());
        List<Named> named = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            named.add(new Named(slots.get(i), words(answers.get(i).parts())));
        }
        return named;
    }

    /** All slots are asked at once. Before the next call, listings that are watched must have been let go of or discarded. */
    List<SlotListing> list(List<Named> slots) throws IOException {
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

    private Asked ask(Named named, RespConnection lane) throws IOException {
        int slot = named.slot();
        List<Word> names = named.names();
        if (copying.isPossible() && !names.isEmpty() && names.size() <= limits.copyKeys() && mayBeCopied.test(slot)) {
            lane.send(Snapshot.questions(slot, names, limits.bytesAtOnce()));
            return new Asked(slot, names, lane, true);
        }
        List<Word> all = names.size() <= limits.copyKeys() ? names : everyName(slot, lane);
        lane.send(sizes(all));
        return new Asked(slot, all, lane, false);
    }

    private static List<Word> everyName(int slot, RespConnection lane) throws IOException {
        return words(lane.ask(Command.of("CLUSTER", "GETKEYSINSLOT", slot, SourceKeys.MOST))
                .parts());
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
                    asked.slot(), keys(asked.names(), snapshot.sizes()), asked.lane(), Optional.of(snapshot));
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
        return new SlotListing(asked.slot(), keys(asked.names(), sizes), asked.lane(), Optional.empty());
    }

    private static List<Batch.Key> keys(List<Word> names, List<Long> sizes) {
        List<Batch.Key> keys = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            keys.add(new Batch.Key(names.get(i), sizes.get(i)));
        }
        return keys;
    }
}

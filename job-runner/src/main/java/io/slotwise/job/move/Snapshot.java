package io.slotwise.job.move;

import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of one slot as they are at one moment at their source, with their sizes, and with their dumps if all of them
 * together are small enough. One script takes it, since asking for each size and each dump costs the runner more than the
 * copying.
 *
 * @param sizes in bytes, of each key
 * @param restores what a destination is told to have the same; empty when all of it is too large or has expired
 * @param proofs name and SHA-1 of the dump, in turn, of those keys of which a watch does not tell every change
 */
record Snapshot(List<Long> sizes, List<Command> restores, List<Word> proofs) {
    private static final String TAKE = """
            local sizes, total = {}, 0
            for i, key in ipairs(KEYS) do
              sizes[i] = redis.call('MEMORY', 'USAGE', key) or 0
              total = total + sizes[i]
            end
            local dumps, millis = {}, {}
            if total <= tonumber(ARGV[1]) then
              local someExpire = not string.find(redis.call('INFO', 'keyspace'), 'expires=0,', 1, true)
              for i, key in ipairs(KEYS) do
                dumps[i] = redis.call('DUMP', key)
                if someExpire then millis[i] = redis.call('PTTL', key) end
              end
            end
            return {sizes, dumps, millis}
            """;

    private static final Word RESTORE = Word.of("RESTORE-ASKING");
    private static final Word FOREVER = Word.of("0");

    Snapshot {
        sizes = List.copyOf(sizes);
        restores = List.copyOf(restores);
        proofs = List.copyOf(proofs);
    }

    /**
     * WATCH comes first: what is learnt afterwards is true until the watched keys change. One of them is the mark's, which
     * is not there: {@link Leftovers} touches it so that a transaction which is still on its way is never carried out. The
     * transaction has begun when the answers are there: a script on its way outside of one would not heed the watch.
     */
    static List<Command> questions(int slot, List<Word> names, long mostBytes) {
        return List.of(
                Command.of("WATCH", CopyMark.key(slot)).with(names),
                Command.of("EVAL", TAKE, names.size()).with(names).with(mostBytes),
                Command.of("MULTI"));
    }

    /** From the answers to the questions, none of which is a failure. */
    static Snapshot of(List<Word> names, List<Reply> answers) throws IOException {
        List<Reply> parts = answers.get(1).parts();
        List<Long> sizes = new ArrayList<>(names.size());
        for (Reply size : parts.get(0).parts()) {
            sizes.add(size.number());
        }
        return of(names, sizes, parts.get(1).parts(), parts.get(2).parts());
    }

    private static Snapshot of(List<Word> names, List<Long> sizes, List<Reply> dumps, List<Reply> millis)
            throws IOException {
        List<Command> restores = new ArrayList<>(dumps.size());
        List<Word> proofs = new ArrayList<>();
        for (int i = 0; i < dumps.size(); i++) {
            if (dumps.get(i) instanceof Reply.Nothing) {
                continue; // expired since it was listed
            }
            Word dump = dumps.get(i).bytes();
            if (!DumpType.tellsWatchers(dump)) {
                proofs.addAll(List.of(names.get(i), dump.sha1()));
            }
            Word timeToLive =
                    millis.isEmpty() ? FOREVER : timeToLive(millis.get(i).number());
            restores.add(new Command(List.of(RESTORE, names.get(i), timeToLive, dump)));
        }
        return new Snapshot(sizes, restores, proofs);
    }

    /** 0 when the key lives on; else as long as it had when it was dumped, and at least a millisecond. */
    private static Word timeToLive(long millis) {
        return millis == -1 ? FOREVER : Word.of(Math.max(1, millis));
    }
}

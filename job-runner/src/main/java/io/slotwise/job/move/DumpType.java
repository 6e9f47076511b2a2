package io.slotwise.job.move;

import io.slotwise.job.resp.Word;
import java.util.Set;

/**
 * What kind of value a DUMP holds, told by its first byte as in an RDB file.
 *
 * <p>Of most kinds every change is told to those who watch the key. Redis tells nobody who watches a stream what happens to
 * its consumer groups: what a consumer read or acknowledged after the DUMP would be lost. Of modules' types, and of those to
 * come, nothing is known.
 */
final class DumpType {
    /** Strings, lists, sets, sorted sets and hashes in all their encodings up to Redis 8. */
    private static final Set<Integer> WATCHED =
            Set.of(0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 16, 17, 18, 20, 22, 23, 24, 25);

    private DumpType() {}

    static boolean tellsWatchers(Word dump) {
        return dump.length() > 0 && WATCHED.contains(dump.byteAt(0));
    }
}

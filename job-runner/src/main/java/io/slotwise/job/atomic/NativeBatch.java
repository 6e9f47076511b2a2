package io.slotwise.job.atomic;

import java.util.ArrayList;
import java.util.List;

/**
 * The limit to what one migration of a server takes with it. Each costs the source a fork and some turns of its clock,
 * about 100 ms, whatever is moved; writes pause at its end, for the longer the more keys there are.
 *
 * @param slots slots at most, 1 or more
 * @param keys keys at most, unless one slot alone has more
 */
public record NativeBatch(int slots, long keys) {
    /** As many of the first slots as may go together, 1 or more, given each slot's keys. */
    public List<Integer> firstOf(List<Integer> from, List<Long> keysEach) {
        List<Integer> first = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < from.size(); i++) {
            sum += keysEach.get(i);
            if (i > 0 && (sum > keys || i == slots)) {
                break;
            }
            first.add(from.get(i));
        }
        return first;
    }
}

package io.slotwise.standalone.load;

import io.lettuce.core.cluster.SlotHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The lists that the masters are made to sort: one in every stretch of eight slots, each of about 2 KB. Sorting one takes a few hundred
 * microseconds of the server and answers with a single element, so that the client spends little.
 */
final class SortLists {
    static final int COUNT = 2048;

    /** Elements of each list, all different. */
    static final int ELEMENTS = 512;

    private static final int SLOTS_EACH = SlotHash.SLOT_COUNT / COUNT;
    private static final int LETTERS = 26;
    /** Shares no divisor with {@link #ELEMENTS}, so that the elements come unsorted and none twice. */
    private static final int SHUFFLE = 197;

    private final List<String> keys = evenlySpread();

    private static List<String> evenlySpread() {
        Map<Integer, String> byStretch = new TreeMap<>();
        for (int suffix = 0; byStretch.size() < COUNT; suffix++) {
            String key = "sort:" + suffix;
            byStretch.putIfAbsent(SlotHash.getSlot(key) / SLOTS_EACH, key);
        }
        return List.copyOf(byStretch.values());
    }

    String key(int index) {
        return keys.get(index);
    }

    static String[] elements() {
        return IntStream.range(0, ELEMENTS)
                .map(index -> index * SHUFFLE % ELEMENTS)
                .mapToObj(number -> "" + (char) ('a' + number / LETTERS) + (char) ('a' + number % LETTERS))
                .toArray(String[]::new);
    }
}

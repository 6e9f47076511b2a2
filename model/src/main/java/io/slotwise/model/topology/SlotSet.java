package io.slotwise.model.topology;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.BitSet;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An immutable set of Redis Cluster hash slots (0 to 16383), written as Redis writes it: {@code 0-5460,9000}. */
public final class SlotSet {
    /** How many hash slots a Redis Cluster has. */
    public static final int COUNT = 16384;

    public static final SlotSet EMPTY = new SlotSet(new BitSet());
    public static final SlotSet ALL = range(0, COUNT - 1);

    private static final String SEPARATORS = ", \t\n\r\f\u000b";

    private final BitSet bits;

    private SlotSet(BitSet bits) {
        this.bits = bits;
    }

    /** The slots from {@code first} to {@code last}, both included. */
    public static SlotSet range(int first, int last) {
        BitSet bits = new BitSet(COUNT);
        bits.set(checked(first), checked(last) + 1);
        return new SlotSet(bits);
    }

    public static SlotSet of(IntStream slots) {
        BitSet bits = new BitSet(COUNT);
        slots.forEach(slot -> bits.set(checked(slot)));
        return new SlotSet(bits);
    }

    public static SlotSet of(int... slots) {
        return of(IntStream.of(slots));
    }

    /**
     * Reads comma- or space-separated slots and ranges, such as {@code 0-5460,9000}; the empty text is the empty set.
     *
     * @throws IllegalArgumentException when a part is neither a slot nor a range, or lies outside 0 to 16383
     */
    @JsonCreator
    public static SlotSet parse(String text) {
        BitSet bits = new BitSet();
        for (StringTokenizer parts = new StringTokenizer(text, SEPARATORS); parts.hasMoreTokens(); ) {
            String part = parts.nextToken();
            int dash = part.indexOf('-', 1);
            int first = number(dash < 0 ? part : part.substring(0, dash), text);
            int last = dash < 0 ? first : number(part.substring(dash + 1), text);
            if (last < first) {
                throw new IllegalArgumentException("slot range '" + part + "' ends before it begins");
            }
            bits.set(checked(first), checked(last) + 1);
        }
        return new SlotSet(bits);
    }

    private static int number(String part, String text) {
        try {
            return Integer.parseInt(part);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + part + "' in '" + text + "' is not a slot", e);
        }
    }

    private static int checked(int slot) {
        if (slot < 0 || slot >= COUNT) {
            throw new IllegalArgumentException("slot " + slot + " is outside 0 to " + (COUNT - 1));
        }
        return slot;
    }

    public boolean contains(int slot) {
        return bits.get(checked(slot));
    }

    public int size() {
        return bits.cardinality();
    }

    public boolean isEmpty() {
        return bits.isEmpty();
    }

    /** The slots in ascending order. */
    public IntStream stream() {
        return bits.stream();
    }

    public SlotSet plus(SlotSet other) {
        BitSet sum = (BitSet) bits.clone();
        sum.or(other.bits);
        return new SlotSet(sum);
    }

    public SlotSet minus(SlotSet other) {
        BitSet rest = (BitSet) bits.clone();
        rest.andNot(other.bits);
        return new SlotSet(rest);
    }

    public SlotSet intersection(SlotSet other) {
        BitSet common = (BitSet) bits.clone();
        common.and(other.bits);
        return new SlotSet(common);
    }

    /** The contiguous runs in ascending order, each as {@code first-last} or, for one slot, {@code slot}. */
    @JsonValue
    @Override
    public String toString() {
        return IntStream.iterate(
                        bits.nextSetBit(0), first -> first >= 0, first -> bits.nextSetBit(bits.nextClearBit(first)))
                .mapToObj(first -> run(first, bits.nextClearBit(first) - 1))
                .collect(Collectors.joining(","));
    }

    private static String run(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotSet set && bits.equals(set.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }
}

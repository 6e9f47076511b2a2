package io.slotwise.bench.data;

import java.util.List;
import java.util.OptionalLong;

/**
 * Keys numbered from 0, the same for every run.
 *
 * @param shape what they hold
 * @param keys how many
 */
public record DataSet(Shape shape, int keys) {
    private static final int HUGE_KEYS = 8;
    private static final int FIRST_NAME = 1_000_000_000;

    /** What the keys of a data set hold. */
    public enum Shape {
        /** Strings of 100 B. */
        SMALL(1_000_000, "100 B"),
        /** Strings of 1 KB. */
        LARGE(200_000, "1 KB"),
        /** Strings, hashes, sorted sets, lists, streams, keys with a TTL, and eight strings of 5 MB. */
        MIX(300_000, "mixed");

        private final int usualKeys;
        private final String each;

        Shape(int usualKeys, String each) {
            this.usualKeys = usualKeys;
            this.each = each;
        }

        /** The data set as it is benchmarked. */
        public DataSet usual() {
            return new DataSet(this, usualKeys);
        }
    }

    public DataSet {
        if (keys < 1 || keys > FIRST_NAME) {
            throw new IllegalArgumentException(keys + " keys are not from 1 to " + FIRST_NAME);
        }
    }

    /** For people, such as {@code 200k x 1 KB}. */
    public String label() {
        return count() + " x " + shape.each;
    }

    private String count() {
        if (keys % 1_000_000 == 0) {
            return keys / 1_000_000 + "M";
        }
        return keys % 1000 == 0 ? keys / 1000 + "k" : Integer.toString(keys);
    }

    public static String key(int index) {
        return "key:" + (FIRST_NAME + index);
    }

    Kind kind(int index) {
        return switch (shape) {
            case SMALL -> Kind.SMALL;
            case LARGE -> Kind.LARGE;
            case MIX -> index < HUGE_KEYS ? Kind.HUGE : mixed(index);
        };
    }

    private static Kind mixed(int index) {
        return switch (index % 8) {
            case 0 -> Kind.HASH;
            case 1 -> Kind.SORTED_SET;
            case 2 -> Kind.LIST;
            case 3 -> Kind.STREAM;
            case 4 -> Kind.LARGE;
            case 5 -> Kind.EXPIRING;
            default -> Kind.SMALL;
        };
    }

    List<String> create(int index) {
        return kind(index).create(index, key(index));
    }

    public List<String> read(int index) {
        return kind(index).read(key(index));
    }

    /** A write; it counts as the key's {@code sequence}-th, loading being its 0th. */
    public List<String> write(int index, long sequence) {
        return kind(index).write(index, key(index), sequence);
    }

    /** The write that an answer to {@link #read} shows; none if the value is none of this key's. */
    public OptionalLong sequence(int index, String value) {
        return kind(index).sequence(index, value);
    }
}

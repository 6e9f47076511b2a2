package io.slotwise.bench.data;

import java.util.OptionalLong;

/** The first bytes of each value, {@code INDEX:SEQUENCE:}, which tell the key it belongs to and the write it came from. */
final class Stamp {
    private Stamp() {}

    /** A value of {@code bytes} bytes, or of the stamp alone if that is longer. */
    static String value(int index, long sequence, int bytes) {
        String stamp = index + ":" + sequence + ":";
        return stamp + "x".repeat(Math.max(0, bytes - stamp.length()));
    }

    /** The write that a value came from; none if it is not a value of this key. */
    static OptionalLong sequence(int index, String value) {
        String mine = index + ":";
        int end = value.indexOf(':', mine.length());
        return value.startsWith(mine) && end > 0 ? number(value.substring(mine.length(), end)) : OptionalLong.empty();
    }

    static OptionalLong number(String digits) {
        return !digits.isEmpty() && digits.length() < 18 && digits.chars().allMatch(Character::isDigit)
                ? OptionalLong.of(Long.parseLong(digits))
                : OptionalLong.empty();
    }
}

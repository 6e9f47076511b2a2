package io.slotwise.streams.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Looks for bytes in bytes. */
final class Bytes {
    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static boolean startsWith(byte[] line, int at, byte[] what) {
        return at >= 0
                && at + what.length <= line.length
                && Arrays.equals(line, at, at + what.length, what, 0, what.length);
    }

    /** Where it first begins; -1 when it does not before {@code end}. */
    static int indexOf(byte[] line, int from, int end, byte[] what) {
        for (int i = from; i <= end - what.length; i++) {
            if (line[i] == what[0] && startsWith(line, i, what)) {
                return i;
            }
        }
        return -1;
    }
}

package io.slotwise.job.resp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Commands as bytes, one after the other. */
final class Frames {
    private static final int SHORTEST = 1 << 12;
    /** A sign, a length and an end of line. */
    private static final int HEADER = 14;

    private byte[] buffer = new byte[SHORTEST];
    private int length;

    void add(Command command) {
        header('*', command.words().size());
        for (Word word : command.words()) {
            header('$', word.length());
            ensure(word.length() + 2);
            word.copyTo(buffer, length);
            length += word.length();
            endLine();
        }
    }

    /** Writes everything and begins anew. */
    void writeTo(OutputStream out) throws IOException {
        out.write(buffer, 0, length);
        length = 0;
    }

    private void header(char sign, int number) {
        ensure(HEADER);
        buffer[length++] = (byte) sign;
        int begin = length;
        int rest = number;
        do {
            buffer[length++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        reverse(begin, length - 1);
        endLine();
    }

    private void reverse(int first, int last) {
        for (int i = first, j = last; i < j; i++, j--) {
            byte swapped = buffer[i];
            buffer[i] = buffer[j];
            buffer[j] = swapped;
        }
    }

    private void endLine() {
        buffer[length++] = '\r';
        buffer[length++] = '\n';
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }
}

package io.slotwise.job.resp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads answers from a stream. */
final class Replies {
    private static final int SHORTEST = 1 << 16;

    private final InputStream in;
    private byte[] buffer = new byte[SHORTEST];
    private int next;
    private int end;

    Replies(InputStream in) {
        this.in = in;
    }

    Reply read() throws IOException {
        int begin = line();
        int afterSign = begin + 1;
        int lineEnd = next - 2;
        return switch (buffer[begin]) {
            case '+' -> new Reply.Text(Word.copyOf(buffer, afterSign, lineEnd));
            case '-' ->
                new Reply.Failure(Word.copyOf(buffer, afterSign, lineEnd).toString());
            case ':' -> new Reply.Count(number(afterSign, lineEnd));
            case '$' -> bulk((int) number(afterSign, lineEnd));
            case '*' -> many((int) number(afterSign, lineEnd));
            default -> throw new IOException("not an answer of Redis: '" + Word.copyOf(buffer, begin, lineEnd) + "'");
        };
    }

    private Reply bulk(int length) throws IOException {
        if (length < 0) {
            return new Reply.Nothing();
        }
        need(length + 2);
        Word word = Word.copyOf(buffer, next, next + length);
        next += length + 2;
        return new Reply.Text(word);
    }

    private Reply many(int count) throws IOException {
        if (count < 0) {
            return new Reply.Nothing();
        }
        List<Reply> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(read());
        }
        return new Reply.Many(parts);
    }

    private long number(int from, int to) throws IOException {
        boolean negative = buffer[from] == '-';
        long number = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new IOException("not a number: '" + Word.copyOf(buffer, from, to) + "'");
            }
            number = 10 * number + digit;
        }
        return negative ? -number : number;
    }

    /** Goes past the next line and returns where it begins; it is not empty, and its end is two bytes before {@code next}. */
    private int line() throws IOException {
        int scanned = 0;
        while (true) {
            for (int i = next + scanned; i + 1 < end; i++) {
                if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
                    int begin = next;
                    next = i + 2;
                    return begin;
                }
            }
            scanned = Math.max(0, end - next - 1);
            need(end - next + 1);
        }
    }

    /** Reads until that many bytes lie from {@code next} on. */
    private void need(int bytes) throws IOException {
        if (end - next >= bytes) {
            return;
        }
        if (next + bytes > buffer.length) {
            makeRoom(bytes);
        }
        while (end - next < bytes) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                throw new EOFException("the connection was closed");
            }
            end += read;
        }
    }

    private void makeRoom(int bytes) {
        byte[] target = bytes > buffer.length ? new byte[Math.max(bytes, 2 * buffer.length)] : buffer;
        System.arraycopy(buffer, next, target, 0, end - next);
        end -= next;
        next = 0;
        buffer = target;
        if (buffer.length > SHORTEST && bytes <= SHORTEST) {
            buffer = Arrays.copyOf(buffer, Math.max(SHORTEST, end));
        }
    }
}

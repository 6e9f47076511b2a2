package io.slotwise.streams.history;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream's lines as bytes. A line of more than 64 MiB is refused. */
final class LineReader implements Closeable {
    private static final int MOST = 64 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 17];
    private int start;
    private int lineStart;
    private int end;
    private int lineEnd;
    private boolean ended;
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false when there is none. */
    boolean advance() throws IOException {
        int from = start;
        while (true) {
            for (int i = from; i < end; i++) {
                if (buffer[i] == '\n') {
                    return found(i, i + 1);
                }
            }
            from = end - start;
            if (ended) {
                return start < end && found(end, end);
            }
            fill();
            from += start;
        }
    }

    private boolean found(int at, int after) {
        lineStart = start;
        lineEnd = at > start && buffer[at - 1] == '\r' ? at - 1 : at;
        start = after;
        number++;
        return true;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            if (buffer.length >= MOST) {
                throw new IOException("a line has more than " + (MOST >> 20) + " MiB");
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            ended = true;
        } else {
            end += read;
        }
    }

    /** The line, without its end. */
    byte[] line() {
        return Arrays.copyOfRange(buffer, lineStart, lineEnd);
    }

    /** The line's number, from 1. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

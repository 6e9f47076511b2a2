package io.slotwise.bench.resp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads answers in RESP2 from a stream, without a lock or an object a byte. */
final class RespReader {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;

    RespReader(InputStream in) {
        this.in = in;
    }

    Answer read() throws IOException {
        int kind = next();
        return switch (kind) {
            case '+' -> new Answer.Text(line());
            case '-' -> new Answer.Failure(line());
            case ':' -> new Answer.Count(Long.parseLong(line()));
            case '$' -> bulk(Integer.parseInt(line()));
            case '*' -> many(Integer.parseInt(line()));
            default -> throw new IOException("not an answer of Redis: it begins with byte " + kind);
        };
    }

    private Answer bulk(int length) throws IOException {
        if (length < 0) {
            return new Answer.Nothing();
        }
        byte[] bytes = new byte[length];
        for (int filled = 0; filled < length; ) {
            if (position == limit) {
                fill();
            }
            int part = Math.min(limit - position, length - filled);
            System.arraycopy(buffer, position, bytes, filled, part);
            position += part;
            filled += part;
        }
        next();
        next();
        return new Answer.Text(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private Answer many(int count) throws IOException {
        if (count < 0) {
            return new Answer.Nothing();
        }
        List<Answer> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(read());
        }
        return new Answer.Many(List.copyOf(parts));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = next(); next != '\r'; next = next()) {
            line.append((char) next);
        }
        next();
        return line.toString();
    }

    private int next() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++] & 0xff;
    }

    private void fill() throws IOException {
        limit = in.read(buffer);
        position = 0;
        if (limit <= 0) {
            limit = 0;
            throw new EOFException("the connection was closed");
        }
    }
}

package io.slotwise.streams.history;

import io.slotwise.streams.replay.DemandSeries.Point;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A history file, recognised by what stands in it: packed or not, JSON lines or plain columns. */
public sealed interface HistoryFile {
    /** What {@code slotwise record} wrote; it is read as it is asked for. */
    record Recorded(Tape tape) implements HistoryFile {}

    /** Times and values. */
    record Plain(List<Point> points) implements HistoryFile {}

    /**
     * Opens a file.
     *
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when no row of it can be used
     */
    static HistoryFile open(Path file, SetAside setAside) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a directory; name a file in it");
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("there is no file " + file + " that can be read");
        }
        try {
            return open(Files.newInputStream(file), file.toString(), setAside);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static HistoryFile open(InputStream raw, String name, SetAside setAside) throws IOException {
        try {
            BufferedInputStream in = Compression.open(raw);
            if (isJson(in)) {
                return new Recorded(new JsonLines(in, setAside));
            }
            List<Point> points = CsvHistory.read(new InputStreamReader(in, StandardCharsets.UTF_8), setAside);
            in.close();
            if (points.size() < 2) {
                throw new IllegalArgumentException(name + " has " + (points.isEmpty() ? "no row" : "only one row")
                        + " that can be used; it should have lines 'timestamp,value', or be what slotwise record wrote. "
                        + setAside.sentence());
            }
            return new Plain(points);
        } catch (IOException | IllegalArgumentException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isJson(BufferedInputStream in) throws IOException {
        for (byte b : Compression.peek(in, 4096)) {
            if (!Character.isWhitespace(b)) {
                return b == '{';
            }
        }
        return false;
    }
}

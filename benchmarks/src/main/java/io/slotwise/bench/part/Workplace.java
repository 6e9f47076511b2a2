package io.slotwise.bench.part;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary directory and what works in it. On close, or when this JVM is told to end, once: what works there is ended, last
 * come first, and the directory deleted.
 */
public final class Workplace implements Closeable {
    private final Path directory;
    private final Deque<Closeable> ends = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::leave, "end-workplace");

    private Workplace(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A new one; the name is how its directory's begins. */
    public static Workplace open(String name) throws IOException {
        return new Workplace(Files.createTempDirectory(name));
    }

    public Path directory() {
        return directory;
    }

    /** Has a worker ended so, before the directory goes. */
    public synchronized void atEnd(Closeable end) {
        ends.push(end);
    }

    @Override
    public void close() throws IOException {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the JVM is on its way out
        }
    }

    private void leave() {
        try {
            end();
        } catch (IOException | RuntimeException e) {
            System.err.println("cannot delete " + directory + ": " + e);
        }
    }

    private synchronized void end() throws IOException {
        if (!ends.isEmpty()) {
            try {
                ends.pop().close();
            } finally {
                end();
            }
        } else if (Files.exists(directory)) {
            delete();
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}

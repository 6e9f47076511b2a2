package io.slotwise.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where one running system keeps everything: {@code run/} (data, begun anew at each start) and {@code logs/}. Locked, so
 * that two systems never share it.
 */
final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Opens the directory, making it when it is not there, and empties {@code run/}.
     *
     * @throws IllegalStateException when another running system uses it
     * @throws UncheckedIOException when it cannot be written
     */
    static DataDirectory open(Path path) {
        Path root = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel).isEmpty()) {
                channel.close();
                throw new IllegalStateException(
                        "another slotwise uses " + root + "; end it first, or name another directory with --data-dir");
            }
            DataDirectory directory = new DataDirectory(root, channel);
            delete(directory.run());
            Files.createDirectories(directory.run());
            Files.createDirectories(directory.logs());
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot use " + root + " as data directory (" + e.getClass().getSimpleName()
                            + "); name another with --data-dir",
                    e);
        }
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Path root() {
        return root;
    }

    /** What the running system writes; gone at the next start. */
    Path run() {
        return root.resolve("run");
    }

    Path logs() {
        return root.resolve("logs");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + root, e);
        }
    }
}

package io.slotwise.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Kafka Streams keeps its lock; the state itself is in memory and in Kafka.
 *
 * @param path the directory
 * @param kind whether it is ours to remove
 */
record StateDirectory(Path path, Kind kind) {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);

    enum Kind {
        GIVEN,
        TEMPORARY
    }

    static StateDirectory of(Optional<Path> given) {
        return given.map(path -> new StateDirectory(path, Kind.GIVEN)).orElseGet(StateDirectory::temporary);
    }

    private static StateDirectory temporary() {
        try {
            return new StateDirectory(Files.createTempDirectory("slotwise-streams-"), Kind.TEMPORARY);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary state directory; name one with --state-dir", e);
        }
    }

    /** Removes a temporary one; what cannot be removed is left to the system. */
    void release() {
        if (kind == Kind.GIVEN) {
            return;
        }
        try {
            for (Path file : deepestFirst()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("directory", path).setCause(e).log("Temporary state directory not removed");
        }
    }

    private List<Path> deepestFirst() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }
}

package io.slotwise.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a container leaves the sentence that it ended with, for Kubernetes to keep it with the pod's status. */
final class LastWords {
    private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);
    private static final String FILE = "SLOTWISE_LAST_WORDS";
    /** Kubernetes keeps 4,096 bytes; a character takes four at most. */
    private static final int MOST_CHARS = 1000;

    private final Optional<Path> file;

    LastWords(Optional<Path> file) {
        this.file = file;
    }

    /** In the file that the variable {@code SLOTWISE_LAST_WORDS} names, or nowhere. */
    static LastWords ofProcess() {
        return new LastWords(Optional.ofNullable(System.getenv(FILE))
                .filter(name -> !name.isBlank())
                .map(Path::of));
    }

    /** The sentence, cut where it is too long to be kept. A file that cannot be written changes nothing. */
    void leave(String sentence) {
        file.ifPresent(path -> {
            try {
                Files.writeString(
                        path, sentence.length() <= MOST_CHARS ? sentence : sentence.substring(0, MOST_CHARS - 1) + "…");
            } catch (IOException | UnsupportedOperationException e) {
                LOG.atDebug().addKeyValue("file", path).setCause(e).log("Last words not left");
            }
        });
    }
}

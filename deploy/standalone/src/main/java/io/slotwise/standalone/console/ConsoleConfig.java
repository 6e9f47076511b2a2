package io.slotwise.standalone.console;

import io.slotwise.standalone.console.view.Limits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the console reads and where it listens.
 *
 * @param kafka client properties, with at least {@code bootstrap.servers}
 * @param host address to listen on; the console has no login, so that it is loopback unless something in front of it has one
 * @param port port to listen on, 0 to 65535; 0 picks a free one
 * @param limits how much it remembers
 * @param pages a directory to serve the page from instead of the built-in one, for work on the page itself
 */
public record ConsoleConfig(Map<String, String> kafka, String host, int port, Limits limits, Optional<Path> pages) {
    public static final String LOOPBACK = "127.0.0.1";
    public static final int DEFAULT_PORT = 8080;

    public ConsoleConfig {
        kafka = Map.copyOf(kafka);
        if (!kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("the console's Kafka properties lack bootstrap.servers");
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("the console's host must not be blank");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("the console's port must be from 0 to 65535 but is " + port);
        }
    }

    /** A console for this machine alone. */
    public static ConsoleConfig onLoopback(Map<String, String> kafka, int port) {
        return new ConsoleConfig(kafka, LOOPBACK, port, Limits.DEFAULT, Optional.empty());
    }

    /** The same with the page served from {@code directory}. */
    public ConsoleConfig withPages(Path directory) {
        return new ConsoleConfig(kafka, host, port, limits, Optional.of(directory));
    }
}

package io.slotwise.job.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How Kafka is reached, read when it is needed, as a file from a Secret may come later than the process.
 *
 * @param file properties of the client, if it needs more than the servers
 * @param servers {@code host:port,…}, counting more than what the file says; or empty
 */
public record ClientProperties(Optional<Path> file, String servers) {
    private static final String SERVERS = "bootstrap.servers";

    /**
     * What is so now; empty while the file is not there.
     *
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it is no properties file
     */
    Optional<Map<String, String>> now() {
        if (file.isPresent() && !Files.exists(file.get())) {
            return Optional.empty();
        }
        Map<String, String> all = new HashMap<>(file.map(ClientProperties::read).orElseGet(Map::of));
        if (!servers.isEmpty()) {
            all.put(SERVERS, servers);
        }
        return Optional.of(all);
    }

    /** Why it can never be read; empty when there is nothing to say against it. */
    public Optional<String> problem() {
        try {
            return now().isPresent() ? Optional.empty() : Optional.of("there is no such file");
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Properties properties = new Properties();
            properties.load(in);
            Map<String, String> all = new HashMap<>();
            properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e.toString(), e);
        }
    }
}

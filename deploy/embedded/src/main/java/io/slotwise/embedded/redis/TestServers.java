package io.slotwise.embedded.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Servers of other versions that tests run on beside the usual one: each folder {@code NAME} with a
 * {@code redis-server} in the folder that {@value #VARIABLE} names. {@code .ci/servers} fills such a folder.
 */
public final class TestServers {
    public static final String VARIABLE = "SLOTWISE_TEST_SERVERS";

    private final SortedMap<String, RedisBinary> byName;

    private TestServers(SortedMap<String, RedisBinary> byName) {
        this.byName = byName;
    }

    /** Those of the folder that {@value #VARIABLE} names; none when it is not set. */
    public static TestServers find() {
        return find(System.getenv());
    }

    static TestServers find(Map<String, String> environment) {
        SortedMap<String, RedisBinary> found = new TreeMap<>();
        String folder = environment.getOrDefault(VARIABLE, "");
        if (!folder.isEmpty()) {
            try (Stream<Path> names = Files.list(Path.of(folder))) {
                names.map(name -> name.resolve("redis-server"))
                        .filter(Files::isExecutable)
                        .forEach(server -> found.put(name(server), RedisBinary.named(server, VARIABLE)));
            } catch (IOException e) {
                throw new UncheckedIOException(VARIABLE + "=" + folder + " cannot be read", e);
            }
        }
        return new TestServers(found);
    }

    private static String name(Path server) {
        return String.valueOf(
                server.toAbsolutePath().getName(server.toAbsolutePath().getNameCount() - 2));
    }

    /** By name, such as {@code valkey-8.1}. */
    public SortedMap<String, RedisBinary> byName() {
        return byName;
    }

    public Optional<RedisBinary> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Why a test that wants one of them is skipped. */
    public static String missing(String name) {
        return "no " + name + ": " + VARIABLE + " names no folder with it; '.ci/servers DIR' fills one";
    }
}

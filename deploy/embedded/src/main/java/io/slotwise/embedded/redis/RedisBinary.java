package io.slotwise.embedded.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.RedisExecProvider;

/**
 * The {@code redis-server} (or {@code valkey-server}) to run.
 *
 * @param path executable file
 * @param version as it prints it, such as {@code 7.0.15}
 * @param origin where it was found, for people
 */
public record RedisBinary(Path path, String version, String origin) {
    /** Names a server to use instead of the system's or the embedded one. */
    public static final String VARIABLE = "SLOTWISE_REDIS_SERVER";

    private static final List<String> SERVERS = List.of("redis-server", "valkey-server");
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)\\.(\\d+)");

    /**
     * Finds the server: the one that {@value #VARIABLE} names, else the system's if it is 6.2 or newer, else the embedded
     * one.
     *
     * @throws IllegalStateException with a sentence when the named one does not run or none is to be had
     */
    public static RedisBinary find() {
        return find(System.getenv());
    }

    /**
     * The server at a path.
     *
     * @throws IllegalStateException with a sentence when it does not run
     */
    public static RedisBinary at(Path path) {
        return probe(path, "named")
                .orElseThrow(() -> new IllegalStateException(path + " is not a redis-server that runs here"));
    }

    static RedisBinary find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return named(Path.of(named), VARIABLE);
        }
        return system(environment.getOrDefault("PATH", "")).orElseGet(RedisBinary::embedded);
    }

    /** The one at {@code path}, which {@code variable} names. */
    static RedisBinary named(Path path, String variable) {
        return probe(path, variable)
                .orElseThrow(() -> new IllegalStateException(
                        variable + "=" + path + " is not a redis-server that runs here; name another or unset it"));
    }

    private static Optional<RedisBinary> system(String searchPath) {
        return Arrays.stream(searchPath.split(java.io.File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> SERVERS.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .flatMap(path -> probe(path, "system").stream())
                .filter(binary -> binary.atLeast(6, 2))
                .findFirst();
    }

    private static RedisBinary embedded() {
        try {
            Path path = RedisExecProvider.defaultProvider().get().toPath();
            return probe(path, "embedded")
                    .orElseThrow(() -> new IllegalStateException(
                            "the embedded redis-server does not run on this system; install Redis 6.2 or newer, or set "
                                    + VARIABLE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the embedded redis-server", e);
        }
    }

    private static Optional<RedisBinary> probe(Path path, String origin) {
        try {
            Process process = new ProcessBuilder(path.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher matcher = VERSION.matcher(output);
            return process.waitFor(10, TimeUnit.SECONDS) && matcher.find()
                    ? Optional.of(new RedisBinary(path, matcher.group().substring(2), origin))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + path + " for its version", e);
        }
    }

    /** The {@code redis-cli} (or {@code valkey-cli}) beside it, if there is one. */
    public Optional<Path> client() {
        return Optional.ofNullable(path.toAbsolutePath().getParent()).stream()
                .flatMap(folder -> Stream.of("redis-cli", "valkey-cli").map(folder::resolve))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether the version is {@code major.minor} or newer. */
    public boolean atLeast(int major, int minor) {
        String[] parts = version.split("\\.", -1);
        int hasMajor = Integer.parseInt(parts[0]);
        return hasMajor > major || (hasMajor == major && Integer.parseInt(parts[1]) >= minor);
    }
}

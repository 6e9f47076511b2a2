package io.slotwise.job.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to hold at every node.
 *
 * @param users ACL users; others stay as they are
 * @param settings in the order in which they are set
 * @param certificate that nodes are to show; they load their files anew until they do
 */
public record Configuration(List<AclUser> users, List<Setting> settings, Optional<Certificate> certificate) {
    public Configuration {
        users = List.copyOf(users);
        settings = List.copyOf(settings);
    }

    /**
     * The users of an ACL file.
     *
     * @throws IllegalArgumentException that names the file and says nothing of its content
     */
    public static List<AclUser> users(Path file) {
        return lines(file, AclUser::line);
    }

    /**
     * The settings of a file with lines as in {@code redis.conf}.
     *
     * @throws IllegalArgumentException that names the file and says nothing of values
     */
    public static List<Setting> settings(Path file) {
        return lines(file, Setting::line);
    }

    private static <T> List<T> lines(Path file, Function<String, T> reading) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(reading)
                    .toList();
        } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException e) {
            throw new IllegalArgumentException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    public boolean isEmpty() {
        return users.isEmpty() && settings.isEmpty() && certificate.isEmpty();
    }

    /** Names only. */
    public String words() {
        return Stream.of(
                        words("users", users),
                        words("settings", settings),
                        certificate.map(any -> "certificates").stream())
                .flatMap(part -> part)
                .collect(Collectors.joining("; "));
    }

    private static Stream<String> words(String what, List<?> names) {
        return names.isEmpty()
                ? Stream.empty()
                : Stream.of(what + " " + names.stream().map(Object::toString).collect(Collectors.joining(", ")));
    }
}

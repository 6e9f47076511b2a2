package io.slotwise.standalone.lab.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** How Prometheus knows who asks: nothing, user and password, or a token. Never from arguments, which others can see. */
public final class PrometheusAuth {
    static final String HOW = "set SLOTWISE_PROMETHEUS_TOKEN, or SLOTWISE_PROMETHEUS_USER and"
            + " SLOTWISE_PROMETHEUS_PASSWORD, or name a file that has token=, or user= and password=, with"
            + " --prometheus-auth";

    private final Optional<String> header;

    private PrometheusAuth(Optional<String> header) {
        this.header = header;
    }

    /**
     * What the file says, or else the environment.
     *
     * @throws IllegalArgumentException with a sentence when the file cannot be read or has neither
     */
    public static PrometheusAuth of(Optional<Path> file, Map<String, String> environment) {
        if (file.isPresent()) {
            PrometheusAuth auth = of(read(file.get()), "token", "user", "password");
            if (auth.header.isEmpty()) {
                throw new IllegalArgumentException(file.get() + " has neither token= nor user= and password=");
            }
            return auth;
        }
        return of(environment, "SLOTWISE_PROMETHEUS_TOKEN", "SLOTWISE_PROMETHEUS_USER", "SLOTWISE_PROMETHEUS_PASSWORD");
    }

    private static PrometheusAuth of(Map<String, String> values, String token, String user, String password) {
        if (values.containsKey(token)) {
            return new PrometheusAuth(Optional.of("Bearer " + values.get(token)));
        }
        if (values.containsKey(user)) {
            String both = values.get(user) + ":" + values.getOrDefault(password, "");
            return new PrometheusAuth(
                    Optional.of("Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8))));
        }
        return new PrometheusAuth(Optional.empty());
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot read " + file, e);
        }
        Map<String, String> all = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    Optional<String> header() {
        return header;
    }
}

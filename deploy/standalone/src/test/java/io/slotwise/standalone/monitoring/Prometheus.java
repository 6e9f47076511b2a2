package io.slotwise.standalone.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A real Prometheus that scrapes one address each second and evaluates the alert rules. */
public final class Prometheus implements AutoCloseable {
    public static final String MISSING =
            "No prometheus on the PATH, so that no query of the dashboards and rules was run; install the package prometheus.";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final URI url;
    private final Instant started = Instant.now();

    private Prometheus(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it; empty when it is not installed. */
    public static Optional<Prometheus> scraping(URI target, Path directory) {
        return Programs.find("prometheus").map(program -> {
            try {
                return start(program, target, directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Prometheus start(Path program, URI target, Path directory) throws IOException {
        Path configuration = Files.writeString(directory.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                scrape_configs:
                  - job_name: slotwise
                    honor_labels: true
                    metrics_path: %s
                    static_configs: [{targets: ['%s']}]
                """.formatted(
                        Rules.FILE.toAbsolutePath().normalize(), target.getPath(), target.getAuthority()));
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        return new Prometheus(process, URI.create("http://" + address));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** How many series a query gives at any time since the start; what is wrong with it, if it is refused. */
    public String answer(String query) {
        JsonNode answer = get("/api/v1/query_range?step=1&start=" + started.getEpochSecond() + "&end="
                + Instant.now().getEpochSecond() + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            return answer.path("error").asText();
        }
        int series = answer.path("data").path("result").size();
        return series == 0 ? "no data" : "data";
    }

    /** Names of all metrics that were ever scraped. */
    public Set<String> names() {
        return get("/api/v1/label/__name__/values")
                .path("data")
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    /** Rules that could not be evaluated, with the error. */
    public List<String> rulesInTrouble() {
        return get("/api/v1/rules")
                .path("data")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .filter(rule -> !rule.path("health").asText().equals("ok"))
                .map(rule -> rule.path("name").asText() + ": "
                        + rule.path("lastError").asText())
                .toList();
    }

    private JsonNode get(String path) {
        try (InputStream body = open(path)) {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An error's answer has a body, too. */
    private InputStream open(String path) throws IOException {
        var connection =
                (java.net.HttpURLConnection) URI.create(url + path).toURL().openConnection();
        return connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
    }

    /** Waits until it has scraped what it should. */
    public void awaitScrape() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> answer("up == 1").equals("data"));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

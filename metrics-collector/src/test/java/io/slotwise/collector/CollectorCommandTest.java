package io.slotwise.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.collector.prometheus.PromQueries.Metric;
import io.slotwise.collector.redis.Tls;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CollectorCommandTest {
    private static CollectorConfig config(Map<String, String> environment, String... arguments) {
        CollectorCommand command = new CollectorCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.config(environment);
    }

    @Test
    void theDefaultsAreWhatTheHelpSays() {
        CollectorConfig config = config(Map.of(), "--kafka", "kafka:9092");

        assertThat(config.kafka()).containsExactlyEntriesOf(Map.of("bootstrap.servers", "kafka:9092"));
        assertThat(config.nodeTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.prometheusTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.prometheusPause()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.discoveryExpiry()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.password()).isEmpty();
        assertThat(config.tls()).isEmpty();
    }

    @Test
    void optionsVariablesAndFilesAreTakenOver(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("kafka.properties"), "security.protocol=SSL\n");

        CollectorConfig config = config(
                Map.of("REDIS_PASSWORD", "open sesame"),
                "--kafka=kafka:9092",
                "--kafka-config=" + file,
                "--node-timeout=150",
                "--promql",
                "CPU_PERCENT=cpu{pod=~\"$pods\"}");

        assertThat(config.kafka()).containsEntry("security.protocol", "SSL");
        assertThat(config.nodeTimeout()).isEqualTo(Duration.ofMillis(150));
        assertThat(config.queries().templates()).containsEntry(Metric.CPU_PERCENT, "cpu{pod=~\"$pods\"}");
        assertThat(config.password()).isPresent();
        assertThat(config.toString()).doesNotContain("open sesame");
    }

    @Test
    void tlsIsAskedForByOptionOrVariableAndChecksAllThereIsUnlessTold() {
        assertThat(config(Map.of(), "--kafka=k:1", "--redis-tls").tls())
                .contains(new Tls(Tls.Check.FULL, Optional.empty(), Optional.empty()));
        assertThat(config(Map.of("REDIS_TLS", "ca"), "--kafka=k:1").tls().map(Tls::check))
                .contains(Tls.Check.CA);
        assertThat(config(Map.of("REDIS_TLS", "CA"), "--kafka=k:1", "--redis-tls=full")
                        .tls()
                        .map(Tls::check))
                .contains(Tls.Check.FULL);
        assertThat(refusal("--kafka=k:1", "--redis-tls=maybe")).contains("FULL or CA but is maybe");
        assertThat(refusal("--kafka=k:1", "--redis-ca=x")).contains("no --redis-tls");
        assertThat(refusal("--kafka=k:1", "--redis-tls", "--redis-key=x")).contains("belong together");
        assertThat(refusal("--kafka=k:1", "--redis-tls", "--redis-ca=/nowhere")).contains("/nowhere");
    }

    @Test
    void wrongOptionsGetASentence() {
        assertThat(refusal()).contains("no Kafka named");
        assertThat(refusal("--kafka=k:1", "--node-timeout=0")).contains("at least 1 but is 0");
        assertThat(refusal("--kafka=k:1", "--kafka-config=/nowhere")).contains("/nowhere");
        assertThat(refusal("--kafka=k:1", "--http-port=70000")).contains("70000");
        assertThat(refusal("--kafka=k:1", "--promql=DISK=x")).contains("DISK");
    }

    @Test
    void aPortThatIsTakenIsSaidToBeSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(refusal("--kafka=127.0.0.1:1", "--http-port=" + taken.getLocalPort()))
                    .contains("is taken; choose another");
        }
    }

    private static String refusal(String... arguments) {
        StringWriter words = new StringWriter();
        int code = new CommandLine(new CollectorCommand())
                .setErr(new PrintWriter(words))
                .execute(arguments);
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        return words.toString();
    }

    @Test
    void withoutKafkaItLivesButIsNotReadyAndEndsPromptly() throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        CollectorConfig config = CollectorConfig.of(Map.of("bootstrap.servers", "127.0.0.1:1"));
        long began = System.nanoTime();
        try (Collector collector = Collector.start(config, registry);
                HttpEndpoint http = HttpEndpoint.start(0, registry, collector)) {
            assertThat(get(http, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(http, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(http, "/readyz").body()).contains("slotwise.clusters");
            assertThat(get(http, "/metrics").body()).contains("slotwise_collector_discovery_cache_hits_total 0.0");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void theProcessEndsPromptlyWhenItIsToldTo(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CollectorCommand.class.getName(),
                        "--kafka=127.0.0.1:1",
                        "--http-port=0")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.readString(output).contains("Collector runs"));

            process.destroy();

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aStartThatFailsLeavesNothingOpen() {
        PrometheusRegistry registry = new PrometheusRegistry();
        CollectorConfig config = CollectorConfig.of(Map.of("bootstrap.servers", "kafka:9092", "retries", "many"));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Collector.start(config, registry))
                .hasMessageContaining("many");

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("collector-")));
        assertThat(registry.scrape().size()).isZero();
    }

    private static HttpResponse<String> get(HttpEndpoint http, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}

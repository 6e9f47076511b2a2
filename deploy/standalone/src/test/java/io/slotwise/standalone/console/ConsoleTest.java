package io.slotwise.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Reason;
import io.slotwise.model.Verdict;
import io.slotwise.model.json.Topic;
import io.slotwise.standalone.console.view.Shop;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsoleTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final Instant now = Instant.now();

    @TempDir
    static Path directory;

    private static Broker broker;

    @BeforeAll
    static void startBroker() {
        broker = Broker.start(directory);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    /** Each test has a cluster of its own, since they share the broker. */
    private final Shop shop = new Shop(new ClusterKey("test", "c" + System.nanoTime()));

    private static Console open() {
        return Console.start(ConsoleConfig.onLoopback(broker.properties(), 0));
    }

    /** A console that has read all there was. */
    private static Console openLive() {
        Console console = open();
        await().atMost(Duration.ofSeconds(30)).until(() -> isLive(console));
        return console;
    }

    private static HttpResponse<String> get(Console console, String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(console.url().resolve(path)).build(), BodyHandlers.ofString());
    }

    private Optional<JsonNode> shown(Console console) throws Exception {
        JsonNode state = new ObjectMapper().readTree(get(console, "/api/state").body());
        for (JsonNode cluster : state.get("clusters")) {
            if (cluster.get("cluster").asText().equals(shop.cluster().toString())) {
                return Optional.of(cluster);
            }
        }
        return Optional.empty();
    }

    @Test
    void whatWasRecordedBeforeItStartedIsShown() throws Exception {
        broker.send(shop.described(now));
        broker.send(shop.sample(now, 10, 20, 30));
        try (Console console = open()) {
            await().untilAsserted(() -> assertThat(shown(console)).hasValueSatisfying(cluster -> {
                assertThat(cluster.at("/sample/nodes")).hasSize(8);
                assertThat(cluster.at("/trend/0/cpu/2").asInt()).isEqualTo(300);
            }));
        }
    }

    @Test
    void aBrowserGetsEverythingAndThenWhatChanges() throws Exception {
        broker.send(shop.described(now));
        try (Console console = openLive()) {
            await().until(() -> shown(console).isPresent());
            try (ServerSentEvents events = ServerSentEvents.listen(HTTP, console.url(), Optional.empty())) {
                assertThat(events.next().name()).isEqualTo("snapshot");
                var sample = shop.sample(now, 88, 20, 30);
                broker.send(sample);
                broker.send(shop.decision(sample, Verdict.SCALE_OUT, Reason.CPU_ABOVE_THRESHOLD, 4, "because"));

                assertThat(events.next("sampled").data().at("/point/cpu/0").asInt())
                        .isEqualTo(880);
                assertThat(events.next("decided")
                                .data()
                                .at("/decision/sentence")
                                .asText())
                        .isEqualTo("because");
            }
        }
    }

    @Test
    void aBrowserThatComesBackGetsOnlyWhatItMissed() throws Exception {
        broker.send(shop.described(now));
        try (Console console = openLive()) {
            await().until(() -> shown(console).isPresent());
            String last;
            try (ServerSentEvents events = ServerSentEvents.listen(HTTP, console.url(), Optional.empty())) {
                last = events.next("snapshot").id();
            }
            broker.send(shop.sample(now, 88, 20, 30));
            await().until(() -> shown(console).orElseThrow().has("sample"));

            try (ServerSentEvents events = ServerSentEvents.listen(HTTP, console.url(), Optional.of(last))) {
                assertThat(events.next("sampled").data().get("cluster").asText())
                        .isEqualTo(shop.cluster().toString());
            }
            try (ServerSentEvents events =
                    ServerSentEvents.listen(HTTP, console.url(), Optional.of("of-another-console/3"))) {
                assertThat(events.next().name()).isEqualTo("snapshot");
            }
        }
    }

    @Test
    void aRemovedClusterGoesFromThePage() throws Exception {
        broker.send(shop.described(now));
        try (Console console = open()) {
            await().until(() -> shown(console).isPresent());
            broker.remove(shop.cluster());
            await().until(() -> shown(console).isEmpty());
        }
    }

    @Test
    void rubbishOnEveryTopicIsCountedAndTheRestGoesOn() throws Exception {
        try (Console console = openLive()) {
            long before = rejections(console);
            for (Topic<?> topic : Topic.ALL) {
                broker.send(topic.name(), "no slash", "rubbish".getBytes(StandardCharsets.UTF_8));
            }
            broker.send(Topic.SAMPLES.name(), "not/mine", io.slotwise.model.json.Json.bytes(shop.sample(now, 1, 2, 3)));
            broker.send(shop.described(now));

            await().until(() -> shown(console).isPresent());
            await().until(() -> rejections(console) == before + Topic.ALL.size() + 1);
            assertThat(get(console, "/api/state").body())
                    .contains("the key says not/mine but the record says " + shop.cluster());
        }
    }

    private static boolean isLive(Console console) throws Exception {
        return get(console, "/api/state").body().contains("\"kind\":\"LIVE\"");
    }

    private static long rejections(Console console) throws Exception {
        return new ObjectMapper()
                .readTree(get(console, "/api/state").body())
                .at("/rejections/total")
                .asLong();
    }

    @Test
    void manyBrowsersHearTheSame() throws Exception {
        broker.send(shop.described(now));
        try (Console console = openLive()) {
            await().until(() -> shown(console).isPresent());
            List<ServerSentEvents> browsers = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    browsers.add(ServerSentEvents.listen(HTTP, console.url(), Optional.empty()));
                    browsers.get(i).next("snapshot");
                }
                broker.send(shop.intent(now, 7, 4, "because"));
                for (ServerSentEvents browser : browsers) {
                    assertThat(browser.next("intended")
                                    .data()
                                    .at("/intent/masters")
                                    .asInt())
                            .isEqualTo(4);
                }
            } finally {
                for (ServerSentEvents browser : browsers) {
                    browser.close();
                }
            }
        }
    }

    @Test
    void aBrowserThatStopsReadingIsCutOffAndTheOthersGoOn() throws Exception {
        broker.send(shop.described(now));
        try (Console console = openLive();
                Socket stuck = new Socket(
                        InetAddress.getLoopbackAddress(), console.url().getPort())) {
            await().until(() -> shown(console).isPresent());
            OutputStream out = stuck.getOutputStream();
            out.write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            try (ServerSentEvents reading = ServerSentEvents.listen(HTTP, console.url(), Optional.empty())) {
                for (int i = 0; i < 40; i++) {
                    int begin = 100 * i;
                    broker.flood(IntStream.range(begin, begin + 100)
                            .mapToObj(tick -> shop.sample(now.plusMillis(tick), 1, 2, 3))
                            .toList());
                    IntStream.range(0, 100).forEach(each -> reading.next("sampled"));
                }
            }
            stuck.setSoTimeout(20_000);
            assertThat(endOf(stuck.getInputStream())).isTrue();
        }
    }

    /** Whether the stream comes to an end, cleanly or not, after what was under way. */
    private static boolean endOf(InputStream in) throws java.io.IOException {
        byte[] buffer = new byte[65536];
        try {
            long read = 0;
            int count = in.read(buffer);
            while (count >= 0) {
                read += count;
                if (read > 64L << 20) {
                    return false;
                }
                count = in.read(buffer);
            }
            return true;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    @Test
    void thePageMayLoadNothingFromElsewhere() throws Exception {
        try (Console console = open()) {
            HttpResponse<String> page = get(console, "/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.body()).doesNotContain("http://", "https://", "//cdn");
        }
    }

    @Test
    void onlyItsOwnFilesAreServed() throws Exception {
        try (Console console = open()) {
            assertThat(get(console, "/js/main.js").statusCode()).isEqualTo(200);
            assertThat(get(console, "/vendor/uplot/README.txt").body()).contains("MIT");
            for (String path : List.of("/nothing.js", "/../logback.xml", "/%2e%2e/x.txt", "/js/", "/.git/x.txt")) {
                assertThat(get(console, path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void itCanOnlyBeRead() throws Exception {
        try (Console console = open()) {
            HttpRequest post = HttpRequest.newBuilder(console.url())
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HTTP.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void aForeignNameForThisMachineIsRefused() throws Exception {
        try (Console console = open();
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), console.url().getPort())) {
            socket.getOutputStream()
                    .write("GET /api/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421")
                    .contains("open it as http://localhost:");
        }
    }

    @Test
    void aTakenPortIsToldInASentence() {
        try (Console console = open()) {
            assertThatThrownBy(() -> Console.start(ConsoleConfig.onLoopback(
                            broker.properties(), console.url().getPort())))
                    .hasMessageContaining("cannot listen on 127.0.0.1:")
                    .hasMessageContaining("Choose another port");
        }
    }

    @Test
    void itWaitsForKafkaAndForTopicsThatAreNotThereYet(@TempDir Path other) throws Exception {
        try (EmbeddedBroker empty = EmbeddedBroker.start(other);
                Console console = Console.start(
                        ConsoleConfig.onLoopback(Map.of("bootstrap.servers", empty.bootstrapServers()), 0))) {
            await().until(() -> get(console, "/api/state").body().contains("topics that are not there yet"));
        }
    }

    @Test
    void itStartsAndSaysSoWhenKafkaDoesNotAnswer() throws Exception {
        try (Console console = Console.start(ConsoleConfig.onLoopback(Map.of("bootstrap.servers", "127.0.0.1:1"), 0))) {
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> get(console, "/api/state").body().contains("Kafka does not answer"));
        }
    }

    @Test
    void noThreadOfItIsLeftWhenItIsClosed() throws Exception {
        Console console = openLive();
        ServerSentEvents events = ServerSentEvents.listen(HTTP, console.url(), Optional.empty());
        events.next();
        console.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("console-")));
        events.close();
    }
}

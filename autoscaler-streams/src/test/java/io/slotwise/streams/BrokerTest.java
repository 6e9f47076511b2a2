package io.slotwise.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.Clusters;
import io.slotwise.streams.decision.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology on a real broker, exactly once. */
class BrokerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;

    private final Instant start = Instant.now();

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.startWithTopics(directory.resolve("kafka"));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stopBroker() {
        producer.close();
        broker.close();
    }

    @Test
    void stateOutlivesARestartInTheMiddle() {
        ClusterKey cluster = new ClusterKey("shop", "restarted");
        try (Reader<Decision> decisions = reader(Topic.DECISIONS, cluster);
                Reader<Intent> intents = reader(Topic.INTENTS, cluster)) {
            try (AutoscalerStreams first = started()) {
                send(Topic.CLUSTERS, cluster, record(cluster));
                send(Topic.SAMPLES, cluster, hot(cluster, start));
                assertThat(decisions.atLeast(1)).extracting(Decision::reason).containsExactly(Reason.CONFIRMING);
                assertThat(first.unready()).isEmpty();
            }
            try (AutoscalerStreams second = started()) {
                send(Topic.SAMPLES, cluster, hot(cluster, start.plus(INTERVAL)));
                assertThat(intents.atLeast(1)).extracting(Intent::masters).containsExactly(4);
                assertThat(decisions.atLeast(2).get(1).intent()).contains("shop/restarted@1");
                assertThat(second.fatal()).isEmpty();
            }
        }
    }

    @Test
    void rubbishOnEachTopicIsSetAsideAndTheNextRecordsCount() {
        ClusterKey cluster = new ClusterKey("shop", "littered");
        try (AutoscalerStreams streams = started();
                Reader<Decision> decisions = reader(Topic.DECISIONS, cluster);
                Reader<DeadLetter> letters = reader(Topic.DEAD_LETTERS, cluster)) {
            byte[] large = new byte[900_000];
            Arrays.fill(large, (byte) '[');
            send(Topic.CLUSTERS, cluster, large);
            send(Topic.CLUSTERS, cluster, "null".getBytes(StandardCharsets.UTF_8));
            send(Topic.SAMPLES, cluster, new byte[] {0, 1, 2});
            send(Topic.SAMPLES, cluster, large);
            send(Topic.CLUSTERS, cluster, record(cluster));
            send(Topic.SAMPLES, cluster, hot(cluster, start));

            assertThat(letters.atLeast(4))
                    .extracting(DeadLetter::topic)
                    .containsExactlyInAnyOrder(
                            Topic.CLUSTERS.name(), Topic.CLUSTERS.name(), Topic.SAMPLES.name(), Topic.SAMPLES.name());
            assertThat(decisions.atLeast(1)).extracting(Decision::reason).containsExactly(Reason.CONFIRMING);
            assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
        }
    }

    @Test
    void aProcessThatIsKilledIsContinuedByTheNextAndEndsCleanlyOnRequest() throws InterruptedException {
        ClusterKey cluster = new ClusterKey("shop", "killed");
        try (Reader<Decision> decisions = reader(Topic.DECISIONS, cluster);
                Reader<Intent> intents = reader(Topic.INTENTS, cluster)) {
            send(Topic.CLUSTERS, cluster, record(cluster));
            try (StreamsProcess killed = process()) {
                send(Topic.SAMPLES, cluster, hot(cluster, start));
                assertThat(decisions.atLeast(1)).extracting(Decision::reason).containsExactly(Reason.CONFIRMING);
                assertThat(killed.get("/healthz").status()).isEqualTo(200);
            }
            try (StreamsProcess next = process()) {
                send(Topic.SAMPLES, cluster, hot(cluster, start.plus(INTERVAL)));
                assertThat(intents.atLeast(1)).extracting(Intent::masters).containsExactly(4);
                assertThat(next.get("/metrics").body())
                        .contains(
                                "slotwise_intents_total{cluster=\"killed\",namespace=\"shop\",reason=\"CPU_ABOVE_THRESHOLD\"} 1.0")
                        .contains("slotwise_streams_state{state=\"RUNNING\"} 1.0");
                assertThat(next.end()).isEqualTo(143);
            }
        }
    }

    @Test
    void topicsThatComeLateAreWaitedFor(@TempDir Path late) throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        try (EmbeddedBroker empty = EmbeddedBroker.start(late);
                AutoscalerStreams streams =
                        AutoscalerStreams.start(StreamsConfiguration.of(empty.bootstrapServers()), registry)) {
            await().atMost(LIMIT).until(() -> !Metrics.of(registry).contains("threads_replaced_total 0.0"));
            assertThat(streams.unready()).isPresent();
            createTopics(empty);
            await().atMost(LIMIT).until(() -> streams.unready().isEmpty());
        }
    }

    private static void createTopics(EmbeddedBroker empty) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", empty.bootstrapServers()))) {
            admin.createTopics(Topic.ALL.stream()
                            .map(topic -> new NewTopic(topic.name(), 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static byte[] record(ClusterKey cluster) {
        return Json.bytes(
                Clusters.of(cluster, 3).timing(INTERVAL, Duration.ofSeconds(30)).record());
    }

    private static byte[] hot(ClusterKey cluster, Instant at) {
        double[] cpu = {95, 30, 30};
        double[] memory = {40, 40, 40};
        return Json.bytes(Samples.of(cluster, at, cpu, memory).sample());
    }

    private static StreamsProcess process() {
        StreamsProcess process = StreamsProcess.start(broker.bootstrapServers(), directory);
        await().atMost(LIMIT).until(() -> process.get("/readyz").status() == 200);
        return process;
    }

    private static AutoscalerStreams started() {
        AutoscalerStreams streams = AutoscalerStreams.start(
                StreamsConfiguration.of(broker.bootstrapServers()).withStateDirectory(directory.resolve("state")),
                new PrometheusRegistry());
        await().atMost(LIMIT).until(() -> streams.state() == KafkaStreams.State.RUNNING);
        return streams;
    }

    private static <T> Reader<T> reader(Topic<T> topic, ClusterKey cluster) {
        return new Reader<>(broker.bootstrapServers(), topic, cluster, LIMIT);
    }

    private static void send(Topic<?> topic, ClusterKey cluster, byte[] value) {
        byte[] key = cluster.toString().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (Exception e) {
            throw new IllegalStateException("cannot send to " + topic.name(), e);
        }
    }
}

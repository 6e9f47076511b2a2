package io.slotwise.streams;

import static io.slotwise.streams.decision.Clusters.CART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.embedded.kafka.EmbeddedBroker;
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
import java.util.Map;
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
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;

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
    void stateOutlivesARestartInTheMiddleAndRubbishStopsNothing() {
        Clusters cluster = Clusters.withMasters(3).timing(INTERVAL, Duration.ofSeconds(30));
        Instant start = Instant.now();
        try (Reader<Decision> decisions = reader(Topic.DECISIONS);
                Reader<Intent> intents = reader(Topic.INTENTS);
                Reader<DeadLetter> letters = reader(Topic.DEAD_LETTERS)) {
            try (AutoscalerStreams first = started()) {
                send(Topic.CLUSTERS, Json.bytes(cluster.record()));
                send(Topic.CLUSTERS, "not json".getBytes(StandardCharsets.UTF_8));
                send(Topic.SAMPLES, new byte[] {0, 1, 2});
                assertThat(letters.atLeast(2))
                        .extracting(DeadLetter::topic)
                        .containsExactlyInAnyOrder(Topic.CLUSTERS.name(), Topic.SAMPLES.name());
                send(Topic.SAMPLES, Json.bytes(hot(start)));
                assertThat(decisions.atLeast(1)).extracting(Decision::reason).containsExactly(Reason.CONFIRMING);
                assertThat(first.state()).isEqualTo(KafkaStreams.State.RUNNING);
            }
            try (AutoscalerStreams second = started()) {
                send(Topic.SAMPLES, Json.bytes(hot(start.plus(INTERVAL))));
                assertThat(intents.atLeast(1)).extracting(Intent::masters).containsExactly(4);
                assertThat(decisions.atLeast(2).get(1).intent()).contains("shop/cart@1");
                assertThat(second.state()).isEqualTo(KafkaStreams.State.RUNNING);
            }
        }
    }

    private static io.slotwise.model.Sample hot(Instant at) {
        return Samples.cpu(at, 95, 30, 30).sample();
    }

    private static AutoscalerStreams started() {
        AutoscalerStreams streams = AutoscalerStreams.start(
                StreamsConfiguration.of(broker.bootstrapServers()).withStateDirectory(directory.resolve("state")),
                new PrometheusRegistry());
        await().atMost(LIMIT).until(() -> streams.state() == KafkaStreams.State.RUNNING);
        return streams;
    }

    private static <T> Reader<T> reader(Topic<T> topic) {
        return new Reader<>(broker.bootstrapServers(), topic, LIMIT);
    }

    private static void send(Topic<?> topic, byte[] value) {
        byte[] key = CART.toString().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (Exception e) {
            throw new IllegalStateException("cannot send to " + topic.name(), e);
        }
    }
}

package io.slotwise.standalone.console;

import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real broker, and a producer that writes as the other parts do. */
public final class Broker implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final Producer<byte[], byte[]> producer;

    private Broker(EmbeddedBroker broker) {
        this.broker = broker;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public static Broker start(Path directory) {
        return new Broker(EmbeddedBroker.startWithTopics(directory));
    }

    public Map<String, String> properties() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    public void send(ClusterRecord record) {
        send(Topic.CLUSTERS, record.cluster(), record);
    }

    public void send(Sample sample) {
        send(Topic.SAMPLES, sample.cluster(), sample);
    }

    /** Sends all at once, and returns when all have arrived. */
    public void flood(List<Sample> samples) {
        List<Future<RecordMetadata>> sent = samples.stream()
                .map(sample -> producer.send(new ProducerRecord<>(
                        Topic.SAMPLES.name(),
                        sample.cluster().toString().getBytes(StandardCharsets.UTF_8),
                        Json.bytes(sample))))
                .toList();
        producer.flush();
        sent.forEach(Broker::confirm);
    }

    public void send(Decision decision) {
        send(Topic.DECISIONS, decision.cluster(), decision);
    }

    void send(Intent intent) {
        send(Topic.INTENTS, intent.cluster(), intent);
    }

    void send(JobEvent event) {
        send(Topic.JOB_EVENTS, event.cluster(), event);
    }

    void send(DeadLetter letter) {
        send(Topic.DEAD_LETTERS.name(), letter.key(), Json.bytes(letter));
    }

    public void remove(ClusterKey cluster) {
        send(Topic.CLUSTERS.name(), cluster.toString(), null);
    }

    private void send(Topic<?> topic, ClusterKey cluster, Object value) {
        send(topic.name(), cluster.toString(), Json.bytes(value));
    }

    void send(String topic, String key, byte @Nullable [] value) {
        confirm(producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
    }

    private static void confirm(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused a record", e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}

package io.slotwise.collector;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics as the other parts see them: writes clusters, reads samples and dead letters from now on. */
final class KafkaView implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Sample> samples = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();

    KafkaView(String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                List.of(new TopicPartition(Topic.SAMPLES.name(), 0), new TopicPartition(Topic.DEAD_LETTERS.name(), 0));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    void publish(ClusterRecord cluster) {
        publish(cluster.cluster().toString(), Json.bytes(cluster));
    }

    @SuppressWarnings("NullAway") // a tombstone is a record without a value
    void tombstone(ClusterKey cluster) {
        send(new ProducerRecord<>(Topic.CLUSTERS.name(), bytes(cluster.toString()), null));
    }

    void publish(String key, byte[] value) {
        send(new ProducerRecord<>(Topic.CLUSTERS.name(), bytes(key), value));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException("Kafka did not take " + record, e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> {
            if (record.topic().equals(Topic.SAMPLES.name())) {
                samples.add(Json.read(record.value(), Sample.class));
            } else {
                letters.add(Json.read(record.value(), DeadLetter.class));
            }
        });
    }

    List<Sample> samples(ClusterKey cluster) {
        poll();
        return samples.stream()
                .filter(sample -> sample.cluster().equals(cluster))
                .toList();
    }

    List<DeadLetter> deadLetters() {
        poll();
        return List.copyOf(letters);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}

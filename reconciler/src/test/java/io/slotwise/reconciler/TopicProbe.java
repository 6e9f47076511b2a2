package io.slotwise.reconciler;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to topics and reads them whole, for tests. */
public final class TopicProbe implements AutoCloseable {
    private final Map<String, Object> settings;
    private final KafkaProducer<byte[], byte[]> producer;

    public TopicProbe(String bootstrapServers) {
        this.settings = Map.of("bootstrap.servers", bootstrapServers);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public <T> void send(Topic<T> topic, ClusterKey key, T value) {
        sendBytes(topic, key, Json.bytes(value));
    }

    void sendRubbish(Topic<?> topic, ClusterKey key) {
        sendBytes(topic, key, "{\"cluster\":".getBytes(StandardCharsets.UTF_8));
    }

    private void sendBytes(Topic<?> topic, ClusterKey key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), key.toString().getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What stands in a topic, oldest first, without what nobody can read. */
    <T> List<T> readable(Topic<T> topic) {
        List<T> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : read(topic)) {
            if (Decoded.of(topic, record, "test") instanceof Decoded.Value<T> value) {
                all.add(value.value());
            }
        }
        return all;
    }

    /** The latest record of a cluster; empty when there is none or it is a tombstone. */
    public <T> Optional<T> latest(Topic<T> topic, ClusterKey key) {
        Optional<T> latest = Optional.empty();
        for (ConsumerRecord<byte[], byte[]> record : read(topic)) {
            Decoded<T> decoded = Decoded.of(topic, record, "test");
            if (decoded instanceof Decoded.Value<T> value && value.cluster().equals(key)) {
                latest = Optional.of(value.value());
            } else if (decoded instanceof Decoded.Tombstone<T> gone
                    && gone.cluster().equals(key)) {
                latest = Optional.empty();
            }
        }
        return latest;
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Topic<?> topic) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    @Override
    public void close() {
        producer.close();
    }
}

package io.slotwise.streams;

import static org.awaitility.Awaitility.await;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.json.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic's only partition from its beginning, committed records of one cluster alone. */
final class Reader<T> implements AutoCloseable {
    private final KafkaConsumer<String, T> consumer;
    private final List<T> values = new ArrayList<>();
    private final Duration limit;
    private final String cluster;

    Reader(String bootstrapServers, Topic<T> topic, ClusterKey cluster, Duration limit) {
        this.cluster = cluster.toString();
        this.limit = limit;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                topic.serde().deserializer());
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** All values so far, once there are as many; tombstones do not count. */
    List<T> atLeast(int number) {
        await().atMost(limit).until(() -> {
            consumer.poll(Duration.ofMillis(50)).forEach(this::keep);
            return values.size() >= number;
        });
        return List.copyOf(values);
    }

    private void keep(ConsumerRecord<String, T> record) {
        if (cluster.equals(record.key())) {
            Optional.ofNullable(record.value()).ifPresent(values::add);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

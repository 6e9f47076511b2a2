package io.slotwise.bench.streams;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes records to the topics as the reconciler and the collector do. */
final class Feed implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param lingerMillis how long a record may wait for others */
    Feed(String bootstrapServers, int lingerMillis) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", lingerMillis, "batch.size", 1 << 18),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    <T> void send(Topic<T> topic, ClusterKey cluster, T value) {
        byte[] key = cluster.toString().getBytes(StandardCharsets.UTF_8);
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic.name(), key, Json.bytes(value)), (place, problem) -> {
                    if (problem != null) {
                        failure.compareAndSet(null, problem);
                    }
                });
    }

    /** Waits until all is written. */
    void flush() {
        producer.flush();
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("a record could not be written", problem);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}

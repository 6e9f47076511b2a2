package io.slotwise.reconciler.kafka;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import io.slotwise.reconciler.kube.TopicWrite;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to {@code slotwise.clusters} and {@code slotwise.dead-letters}, with one idempotent producer. */
public final class TopicWriter implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicKnowledge knowledge;

    public TopicWriter(Map<String, String> kafka, TopicKnowledge knowledge) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                LIMIT.toMillis()));
        settings.putAll(kafka);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.knowledge = knowledge;
    }

    /** Writes, and returns when the broker has it. */
    public void perform(TopicWrite write) {
        if (write instanceof TopicWrite.Publish publish) {
            send(Topic.CLUSTERS.name(), publish.value().cluster().toString(), Json.bytes(publish.value()));
            knowledge.published(publish.value());
        } else if (write instanceof TopicWrite.Forget forget) {
            ClusterKey cluster = forget.cluster();
            send(Topic.CLUSTERS.name(), cluster.toString(), null);
            knowledge.forgotten(cluster);
        }
    }

    void setAside(DeadLetter letter) {
        send(Topic.DEAD_LETTERS.name(), letter.key(), Json.bytes(letter));
    }

    private void send(String topic, String key, byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to " + topic, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot write to " + topic + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}

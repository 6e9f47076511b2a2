package io.slotwise.reconciler.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.model.json.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** What was decided and done, as the topics tell it: each verdict, intent, change of a cluster's state and step of a job. */
public final class AuditTrail {
    private static final List<String> TOPICS =
            List.of(Topic.DECISIONS.name(), Topic.INTENTS.name(), Topic.CLUSTERS.name(), Topic.JOB_EVENTS.name());
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_EMPTY_POLLS = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> kafka;

    public AuditTrail(Map<String, String> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    /**
     * Which part of it.
     *
     * @param since by the records' own time
     * @param cluster {@code namespace/name}; all when empty
     */
    public record Part(Instant since, Optional<String> cluster) {}

    /**
     * Writes one JSON object a line, with {@code topic}, {@code at}, {@code cluster} and {@code record}, and ends with what
     * was there when it began.
     *
     * @throws IOException when the reader is gone
     * @throws RuntimeException when Kafka does not answer
     */
    public void write(Part part, OutputStream out) throws IOException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("enable.auto.commit", "false");
        settings.put("isolation.level", "read_committed");
        settings.put("default.api.timeout.ms", "10000");
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.offsetsForTimes(partitions.stream()
                            .collect(Collectors.toMap(
                                    partition -> partition, any -> part.since().toEpochMilli())))
                    .forEach((partition, first) -> seek(consumer, partition, first, ends));
            copy(consumer, ends, part, out);
        }
    }

    private static void seek(
            Consumer<?, ?> consumer,
            TopicPartition partition,
            @Nullable OffsetAndTimestamp first,
            Map<TopicPartition, Long> ends) {
        consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
    }

    /** Records that were withdrawn or never committed leave gaps, so the position says how far it is, not the records. */
    private static void copy(
            Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Part part, OutputStream out)
            throws IOException {
        int empty = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            empty = records.isEmpty() ? empty + 1 : 0;
            if (empty > MOST_EMPTY_POLLS) {
                throw new IllegalStateException("Kafka gives no more of the topics, though there is more");
            }
            for (ConsumerRecord<String, byte[]> each : records) {
                if (part.cluster().filter(name -> !name.equals(each.key())).isEmpty()) {
                    out.write((line(each) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        out.flush();
    }

    private static String line(ConsumerRecord<String, byte[]> record) {
        ObjectNode line = JSON.createObjectNode();
        line.put("topic", record.topic());
        line.put("at", Instant.ofEpochMilli(record.timestamp()).toString());
        line.put("cluster", record.key());
        byte[] value = record.value();
        line.set("record", value == null ? JSON.nullNode() : content(value));
        return line.toString();
    }

    private static JsonNode content(byte[] value) {
        try {
            return JSON.readTree(new String(value, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("unreadable", value.length + " bytes that are no JSON");
        }
    }
}

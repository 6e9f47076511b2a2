package io.slotwise.standalone.lab.source;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.Decision;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** The newest verdict on a cluster, found from the end of the topic backwards. */
public final class LastDecision {
    private static final long FIRST_STRIDE = 500;
    private static final Duration POLL = Duration.ofMillis(500);

    private LastDecision() {}

    /**
     * The newest verdict by the active rules.
     *
     * @param kafka client properties, {@code bootstrap.servers} among them
     * @throws IllegalStateException with a sentence when Kafka does not answer
     */
    public static Optional<Decision> of(Map<String, String> kafka, ClusterKey cluster) {
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaTape.consumer(kafka)) {
            int partitions = consumer.partitionsFor(Topic.DECISIONS.name()).size();
            if (partitions == 0) {
                return Optional.empty();
            }
            byte[] key = cluster.toString().getBytes(StandardCharsets.UTF_8);
            TopicPartition partition =
                    new TopicPartition(Topic.DECISIONS.name(), Utils.toPositive(Utils.murmur2(key)) % partitions);
            consumer.assign(List.of(partition));
            long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            Optional<Decision> found = Optional.empty();
            for (long stride = FIRST_STRIDE; found.isEmpty() && end > first; stride *= 4) {
                long start = Math.max(first, end - stride);
                found = newest(consumer, partition, start, end, cluster);
                end = start;
            }
            return found;
        } catch (KafkaException e) {
            throw new IllegalStateException("Kafka at " + kafka.get("bootstrap.servers") + " does not answer", e);
        }
    }

    private static Optional<Decision> newest(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long start,
            long end,
            ClusterKey cluster) {
        consumer.seek(partition, start);
        Optional<Decision> newest = Optional.empty();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                if (record.offset() < end
                        && Decoded.of(Topic.DECISIONS, record, "explain") instanceof Decoded.Value<Decision> value
                        && value.cluster().equals(cluster)
                        && value.value().shadow().isEmpty()) {
                    newest = Optional.of(value.value());
                }
            }
        }
        return newest;
    }
}

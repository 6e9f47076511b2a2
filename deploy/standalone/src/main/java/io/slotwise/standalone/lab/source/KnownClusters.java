package io.slotwise.standalone.lab.source;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The clusters that the reconciler tells of. */
public final class KnownClusters {
    private KnownClusters() {}

    /**
     * The only cluster that there is.
     *
     * @throws IllegalArgumentException that names them when there are more, or says that there is none
     */
    public static ClusterKey only(Map<String, String> kafka) {
        SortedSet<String> names = all(kafka);
        if (names.size() != 1) {
            throw new IllegalArgumentException(
                    names.isEmpty()
                            ? "topic " + Topic.CLUSTERS.name()
                                    + " tells of no cluster; name one with ?cluster=NAMESPACE/NAME"
                            : "there are several clusters, " + String.join(", ", names)
                                    + "; choose one with ?cluster=NAMESPACE/NAME");
        }
        return ClusterKey.parse(names.first());
    }

    /** Their names, {@code namespace/name}. */
    public static SortedSet<String> all(Map<String, String> kafka) {
        SortedSet<String> names = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaTape.consumer(kafka)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.CLUSTERS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> note(record, names));
            }
        } catch (KafkaException e) {
            throw new IllegalStateException("Kafka at " + kafka.get("bootstrap.servers") + " does not answer", e);
        }
        return names;
    }

    private static void note(ConsumerRecord<byte[], byte[]> record, SortedSet<String> names) {
        Decoded<?> decoded = Decoded.of(Topic.CLUSTERS, record, "record");
        if (decoded instanceof Decoded.Value<?> value) {
            names.add(value.cluster().toString());
        } else if (decoded instanceof Decoded.Tombstone<?> gone) {
            names.remove(gone.cluster().toString());
        }
    }
}

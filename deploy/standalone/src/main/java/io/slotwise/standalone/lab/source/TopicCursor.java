package io.slotwise.standalone.lab.source;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.history.SetAside;
import io.slotwise.streams.replay.Heard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** A place in one topic, and one cluster's next record there. Ends where the topic ended when it was opened or extended. */
final class TopicCursor implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Topic<?> topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final ClusterKey cluster;
    private final SetAside setAside;
    private final long first;
    private final Deque<Heard> waiting = new ArrayDeque<>();
    private long end;

    private TopicCursor(
            Topic<?> topic,
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            ClusterKey cluster,
            SetAside setAside) {
        this.topic = topic;
        this.consumer = consumer;
        this.partition = partition;
        this.cluster = cluster;
        this.setAside = setAside;
        this.first = consumer.position(partition);
        extend();
    }

    static TopicCursor open(
            Topic<?> topic,
            KafkaConsumer<byte[], byte[]> consumer,
            ClusterKey cluster,
            Optional<Instant> from,
            SetAside setAside) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic.name());
        if (partitions.isEmpty()) {
            throw new IllegalStateException("Kafka has no topic " + topic.name() + "; is Slotwise running on it?");
        }
        TopicPartition partition = new TopicPartition(topic.name(), partitionOf(cluster, partitions.size()));
        consumer.assign(List.of(partition));
        seek(consumer, partition, from);
        return new TopicCursor(topic, consumer, partition, cluster, setAside);
    }

    /** As Kafka's own producers choose it from a key. */
    private static int partitionOf(ClusterKey cluster, int partitions) {
        byte[] key = cluster.toString().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private static void seek(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Optional<Instant> from) {
        if (from.isEmpty() || from.get().toEpochMilli() <= 0) {
            consumer.seekToBeginning(List.of(partition));
            return;
        }
        OffsetAndTimestamp place = consumer.offsetsForTimes(
                        Map.of(partition, from.get().toEpochMilli()))
                .get(partition);
        if (place == null) {
            consumer.seekToEnd(List.of(partition));
        } else {
            consumer.seek(partition, place.offset());
        }
    }

    /** Takes in what has been written meanwhile. */
    void extend() {
        end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Waits a little for more. */
    void await() {
        consumer.poll(POLL).forEach(this::heard);
        extend();
    }

    /** The next record; empty at the end. */
    Optional<Heard> peek() {
        while (waiting.isEmpty() && consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(this::heard);
        }
        return Optional.ofNullable(waiting.peekFirst());
    }

    Heard take() {
        return waiting.removeFirst();
    }

    private void heard(ConsumerRecord<byte[], byte[]> record) {
        Decoded<?> decoded = Decoded.of(topic, record, "record");
        if (decoded instanceof Decoded.Rubbish<?> rubbish) {
            setAside.add(
                    topic.name() + " partition " + record.partition() + " offset " + record.offset(),
                    rubbish.letter().problem());
        } else if (decoded instanceof Decoded.Value<?> value && value.cluster().equals(cluster)) {
            Instant at = Instant.ofEpochMilli(record.timestamp());
            waiting.add(
                    value.value() instanceof Sample sample
                            ? new Heard.Tick(at, sample)
                            : new Heard.Word(at, (ClusterRecord) value.value()));
        }
    }

    double progress() {
        return end <= first ? 1 : (consumer.position(partition) - first) / (double) (end - first);
    }

    @Override
    public void close() {
        consumer.close();
    }
}

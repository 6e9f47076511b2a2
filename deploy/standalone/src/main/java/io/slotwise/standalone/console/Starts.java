package io.slotwise.standalone.console;

import io.slotwise.model.json.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading begins: at the beginning of what is compacted, and elsewhere no further back than is shown, nor so far back
 * that a start would take long.
 *
 * @param span how far back samples are shown
 */
record Starts(Duration span) {
    private static final Set<String> COMPACTED = Set.of(Topic.CLUSTERS.name(), Topic.INTENTS.name());

    /** Records of one partition that are read at most before the present is reached. */
    private static final long MOST_RECORDS = 50_000;

    /** The first offset to read in each partition that {@code ends} names the end of. */
    Map<TopicPartition, Long> of(
            Consumer<?, ?> consumer, Map<TopicPartition, Long> ends, Instant now, Duration patience) {
        Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(ends.keySet(), patience));
        starts.replaceAll((partition, begin) -> COMPACTED.contains(partition.topic())
                ? begin
                : Math.max(begin, ends.getOrDefault(partition, begin) - MOST_RECORDS));
        recentSamples(consumer, ends, now, patience)
                .forEach((partition, start) -> starts.merge(partition, start, Math::max));
        return starts;
    }

    private Map<TopicPartition, Long> recentSamples(
            Consumer<?, ?> consumer, Map<TopicPartition, Long> ends, Instant now, Duration patience) {
        Map<TopicPartition, Long> since = new HashMap<>();
        for (TopicPartition partition : ends.keySet()) {
            if (partition.topic().equals(Topic.SAMPLES.name())) {
                since.put(partition, now.minus(span).toEpochMilli());
            }
        }
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(since, patience).entrySet()) {
            OffsetAndTimestamp first = found.getValue();
            if (first != null) {
                starts.put(found.getKey(), first.offset());
            }
        }
        return starts;
    }
}

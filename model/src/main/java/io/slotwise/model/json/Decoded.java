package io.slotwise.model.json;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a raw Kafka record turned out to be. Rubbish is a value as well: readers set it aside and go on. */
public sealed interface Decoded<T> {
    /** What a dead letter holds at the most: 256 KiB of a value, 1 KiB of a key, and 2,000 characters of a problem. */
    int MOST_VALUE_BYTES = 256 * 1024;

    int MOST_KEY_BYTES = 1024;
    int MOST_PROBLEM_CHARS = 2000;

    /** A record that could be read. */
    record Value<T>(ClusterKey cluster, T value) implements Decoded<T> {}

    /** The cluster is gone. */
    record Tombstone<T>(ClusterKey cluster) implements Decoded<T> {}

    /** A record that could not be read, as it goes to the dead letters. */
    record Rubbish<T>(DeadLetter letter) implements Decoded<T> {}

    /**
     * Reads a record's key and value; never throws for what stands in them.
     *
     * @param component who reads, named in the dead letter
     */
    static <T> Decoded<T> of(Topic<T> topic, ConsumerRecord<byte[], byte[]> record, String component) {
        try {
            if (record.key() == null) {
                throw new IllegalArgumentException("the record has no key; it must be namespace/name");
            }
            ClusterKey cluster = ClusterKey.parse(text(record.key()));
            return record.value() == null
                    ? new Tombstone<>(cluster)
                    : new Value<>(cluster, Json.read(record.value(), topic.type()));
        } catch (IllegalArgumentException e) {
            return new Rubbish<>(letter(record, component, String.valueOf(e.getMessage())));
        }
    }

    /**
     * The dead letter for a record that {@code component} could not use. Of a large record it holds the beginning, so that
     * the letter itself never exceeds what Kafka takes.
     */
    static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, String component, String problem) {
        return new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key() == null ? "" : text(beginning(record.key(), MOST_KEY_BYTES)),
                record.value() == null
                        ? ""
                        : Base64.getEncoder().encodeToString(beginning(record.value(), MOST_VALUE_BYTES)),
                component,
                problem.length() <= MOST_PROBLEM_CHARS ? problem : problem.substring(0, MOST_PROBLEM_CHARS) + "…",
                Instant.ofEpochMilli(record.timestamp()));
    }

    private static byte[] beginning(byte[] bytes, int most) {
        return bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

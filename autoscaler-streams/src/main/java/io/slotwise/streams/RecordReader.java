package io.slotwise.streams;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Reads one topic's raw records: what cannot be read, or stands under another cluster's key, comes out as a dead letter.
 */
record RecordReader<T>(Topic<T> topic, Function<T, ClusterKey> clusterOf) {
    private static final String COMPONENT = "autoscaler-streams";

    Decoded<T> read(Record<byte[], byte[]> record, RecordMetadata place) {
        ConsumerRecord<byte[], byte[]> raw = raw(record, place);
        Decoded<T> decoded = Decoded.of(topic, raw, COMPONENT);
        if (decoded instanceof Decoded.Value<T> value
                && !clusterOf.apply(value.value()).equals(value.cluster())) {
            return new Decoded.Rubbish<>(Decoded.letter(
                    raw,
                    COMPONENT,
                    "the key says " + value.cluster() + " but the record is about " + clusterOf.apply(value.value())
                            + "; they must be the same"));
        }
        return decoded;
    }

    DeadLetter letter(Record<byte[], byte[]> record, RecordMetadata place, String problem) {
        return Decoded.letter(raw(record, place), COMPONENT, problem);
    }

    private static ConsumerRecord<byte[], byte[]> raw(Record<byte[], byte[]> record, RecordMetadata place) {
        return new ConsumerRecord<>(
                place.topic(),
                place.partition(),
                place.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }
}

package io.slotwise.standalone.console;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import io.slotwise.standalone.console.view.Change;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns what stands in a topic into what the console learned. Rubbish becomes a change too. */
final class Changes {
    private static final String COMPONENT = "console";

    private static final Map<String, Function<ConsumerRecord<byte[], byte[]>, Optional<Change>>> READERS = Map.of(
            Topic.CLUSTERS.name(),
            record -> read(Topic.CLUSTERS, record, ClusterRecord::cluster, Change.Described::new),
            Topic.SAMPLES.name(),
            record -> read(Topic.SAMPLES, record, Sample::cluster, Change.Sampled::new),
            Topic.DECISIONS.name(),
            record -> read(Topic.DECISIONS, record, Decision::cluster, Change.Decided::new),
            Topic.INTENTS.name(),
            record -> read(Topic.INTENTS, record, Intent::cluster, Change.Intended::new),
            Topic.JOB_EVENTS.name(),
            record -> read(Topic.JOB_EVENTS, record, JobEvent::cluster, Change.Reported::new),
            Topic.DEAD_LETTERS.name(),
            Changes::letter);

    private Changes() {}

    /** What {@code record} tells; nothing when it tells the console nothing. */
    static Optional<Change> of(ConsumerRecord<byte[], byte[]> record) {
        Function<ConsumerRecord<byte[], byte[]>, Optional<Change>> reader = READERS.get(record.topic());
        if (reader == null) {
            throw new IllegalArgumentException("the console does not read topic " + record.topic());
        }
        return reader.apply(record);
    }

    private static <T> Optional<Change> read(
            Topic<T> topic,
            ConsumerRecord<byte[], byte[]> record,
            Function<T, ClusterKey> cluster,
            Function<T, Change> change) {
        Decoded<T> decoded = Decoded.of(topic, record, COMPONENT);
        if (decoded instanceof Decoded.Rubbish<T> rubbish) {
            return Optional.of(new Change.SetAside(rubbish.letter()));
        }
        if (decoded instanceof Decoded.Tombstone<T> tombstone) {
            return topic.equals(Topic.CLUSTERS)
                    ? Optional.of(new Change.Removed(tombstone.cluster()))
                    : Optional.empty();
        }
        Decoded.Value<T> value = (Decoded.Value<T>) decoded;
        if (!value.cluster().equals(cluster.apply(value.value()))) {
            String problem = "the key says " + value.cluster() + " but the record says " + cluster.apply(value.value());
            return Optional.of(new Change.SetAside(Decoded.letter(record, COMPONENT, problem)));
        }
        return Optional.of(change.apply(value.value()));
    }

    // A dead letter's key is that of the record it tells of, and so may be anything.
    private static Optional<Change> letter(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Change.SetAside(Json.read(record.value(), DeadLetter.class)));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Change.SetAside(Decoded.letter(record, COMPONENT, String.valueOf(e.getMessage()))));
        }
    }
}

package io.slotwise.streams;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes in what the reconciler says of each cluster; a tombstone clears all that is known, and its intent. */
record ClusterIntake(StateStores stores, Outbox outbox) {
    private static final RecordReader<ClusterRecord> READER =
            new RecordReader<>(Topic.CLUSTERS, ClusterRecord::cluster);

    void take(Record<byte[], byte[]> record, RecordMetadata place) {
        Decoded<ClusterRecord> decoded = READER.read(record, place);
        if (decoded instanceof Decoded.Value<ClusterRecord> value) {
            StateStores.Known before = stores.get(value.cluster());
            stores.put(value.cluster(), before.with(before.state().learn(value.value())));
        } else if (decoded instanceof Decoded.Tombstone<ClusterRecord> gone) {
            stores.remove(gone.cluster());
            outbox.sendNoIntent(gone.cluster());
        } else if (decoded instanceof Decoded.Rubbish<ClusterRecord> rubbish) {
            outbox.send(rubbish.letter());
        }
    }
}

package io.slotwise.streams;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.State;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Takes in what the reconciler says of each cluster; a tombstone clears all that is known, and its intent. */
final class ClusterProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final RecordReader<ClusterRecord> READER =
            new RecordReader<>(Topic.CLUSTERS, ClusterRecord::cluster);

    private final StreamsMetrics metrics;
    private ProcessorContext<byte[], byte[]> context;
    private StateStores stores;
    private Outbox outbox;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    ClusterProcessor(StreamsMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> streams) {
        context = streams;
        stores = StateStores.of(streams);
        outbox = new Outbox(streams, metrics);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Decoded<ClusterRecord> decoded =
                READER.read(record, context.recordMetadata().orElseThrow());
        if (decoded instanceof Decoded.Value<ClusterRecord> value) {
            State before = stores.get(value.cluster());
            stores.put(value.cluster(), before, before.learn(value.value()));
        } else if (decoded instanceof Decoded.Tombstone<ClusterRecord> gone) {
            stores.remove(gone.cluster());
            outbox.sendNoIntent(gone.cluster());
        } else if (decoded instanceof Decoded.Rubbish<ClusterRecord> rubbish) {
            outbox.send(rubbish.letter());
        }
    }
}

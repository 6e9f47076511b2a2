package io.slotwise.streams;

import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.Decider;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Hands each record to the intake of its topic, and looks for silence now and then. */
final class DecisionProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    /** How often it is looked for silence: in time for the shortest interval, 5 s, of which three must have passed. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Decider decider;
    private final StreamsMetrics metrics;
    private final Pulse pulse;
    private ProcessorContext<byte[], byte[]> context;
    private ClusterIntake clusters;
    private SampleIntake samples;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    DecisionProcessor(Decider decider, StreamsMetrics metrics, Pulse pulse) {
        this.decider = decider;
        this.metrics = metrics;
        this.pulse = pulse;
    }

    /** Begins anew each time: a task that was rolled back is begun again, and what it had in memory is void. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> streams) {
        context = streams;
        StateStores stores = StateStores.of(streams);
        Outbox outbox = new Outbox(streams, metrics);
        clusters = new ClusterIntake(stores, outbox);
        samples = new SampleIntake(decider, stores, outbox, metrics, streams::currentSystemTimeMs);
        pulse.beat(streams.taskId());
        streams.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, this::round);
    }

    private void round(long time) {
        samples.lookForSilence(Instant.ofEpochMilli(time));
        pulse.beat(context.taskId());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        if (place.topic().equals(Topic.CLUSTERS.name())) {
            clusters.take(record, place);
        } else {
            samples.take(record, place);
        }
    }

    @Override
    public void close() {
        pulse.ended(context.taskId());
    }
}

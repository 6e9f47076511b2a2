package io.slotwise.streams;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.Intent;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.Decider;
import io.slotwise.streams.decision.Outcome;
import io.slotwise.streams.decision.State;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Has each sample judged by the decision core and sends on what is news; itself it decides nothing. */
final class SampleProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    /** How often it is looked for silence: in time for the shortest interval, 5 s, of which three must have passed. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    /** Only clusters without a sample for so long are looked at; it spares most of them their reading. */
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(10);

    private static final Duration STRANGERS_KEPT = Duration.ofHours(1);

    private static final RecordReader<Sample> READER = new RecordReader<>(Topic.SAMPLES, Sample::cluster);

    private final Decider decider;
    private final StreamsMetrics metrics;
    private final Pulse pulse;
    private ProcessorContext<byte[], byte[]> context;
    private StateStores stores;
    private Outbox outbox;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    SampleProcessor(Decider decider, StreamsMetrics metrics, Pulse pulse) {
        this.decider = decider;
        this.metrics = metrics;
        this.pulse = pulse;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> streams) {
        context = streams;
        stores = StateStores.of(streams);
        outbox = new Outbox(streams, metrics);
        pulse.beat(streams.taskId());
        streams.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, time -> lookForSilence(Instant.ofEpochMilli(time)));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        Decoded<Sample> decoded = READER.read(record, place);
        if (decoded instanceof Decoded.Value<Sample> value) {
            judge(value.value(), record, place);
        } else if (decoded instanceof Decoded.Tombstone<Sample>) {
            outbox.send(READER.letter(record, place, "the record has no value; a sample must have one"));
        } else if (decoded instanceof Decoded.Rubbish<Sample> rubbish) {
            outbox.send(rubbish.letter());
        }
    }

    private void judge(Sample sample, Record<byte[], byte[]> record, RecordMetadata place) {
        State state = stores.get(sample.cluster());
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        Outcome outcome;
        try {
            outcome = decider.decide(state, sample, now);
        } catch (RuntimeException e) {
            // The core is pure: the same record would fail again after every restart, and stop all clusters.
            outbox.send(READER.letter(record, place, "the sample could not be judged: " + e));
            return;
        }
        publish(sample.cluster(), state, outcome);
    }

    private void publish(ClusterKey cluster, State before, Outcome outcome) {
        stores.put(cluster, before, outcome.state());
        metrics.evaluated(outcome);
        if (outcome.novelty() == Outcome.Novelty.NEWS) {
            outbox.send(outcome.decision());
        }
        if (outcome.intent().isPresent()) {
            Intent intent = outcome.intent().get();
            outbox.send(intent);
            ScalingLog.triggered(outcome.decision(), intent);
        }
    }

    private void lookForSilence(Instant now) {
        for (ClusterKey cluster : stores.withoutSampleSince(now.minus(SHORTEST_SILENCE))) {
            State state = stores.get(cluster);
            if (state.cluster().isEmpty() && isLongGone(state, now)) {
                stores.remove(cluster);
            } else {
                decider.silence(state, now).ifPresent(outcome -> publish(cluster, state, outcome));
            }
        }
        pulse.beat(context.taskId());
    }

    /** Samples that outlive their cluster, or never had one, are remembered only for as long as they come. */
    private static boolean isLongGone(State state, Instant now) {
        return state.watch()
                .lastSample()
                .filter(now.minus(STRANGERS_KEPT)::isBefore)
                .isEmpty();
    }

    @Override
    public void close() {
        pulse.ended(context.taskId());
    }
}

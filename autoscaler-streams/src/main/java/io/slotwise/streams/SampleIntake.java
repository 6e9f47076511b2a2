package io.slotwise.streams;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.Decider;
import io.slotwise.streams.decision.Outcome;
import io.slotwise.streams.decision.Shadows;
import io.slotwise.streams.decision.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.MDC;

/** Has each sample judged by the decision core and sends on what is news; itself it decides nothing. */
record SampleIntake(Decider decider, StateStores stores, Outbox outbox, StreamsMetrics metrics, LongSupplier clock) {
    /** Only clusters without a sample for so long are looked at; it spares most of them their reading. */
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(10);

    /** The key under which each line of the log names what it is part of. */
    private static final String CORRELATION = "correlation";

    private static final Duration STRANGERS_KEPT = Duration.ofHours(1);

    private static final RecordReader<Sample> READER = new RecordReader<>(Topic.SAMPLES, Sample::cluster);

    void take(Record<byte[], byte[]> record, RecordMetadata place) {
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
        StateStores.Known known = stores.get(sample.cluster());
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        Outcome outcome;
        Shadows.Judged shadows;
        try {
            outcome = decider.decide(known.state(), sample, now);
            shadows = known.shadows().judge(decider, outcome.state(), sample, now);
        } catch (RuntimeException e) {
            // The core is pure: the same record would fail again after every restart, and stop all clusters.
            outbox.send(READER.letter(record, place, "the sample could not be judged: " + e));
            return;
        }
        stores.put(sample.cluster(), new StateStores.Known(outcome.state(), shadows.next()));
        publish(sample.cluster(), outcome);
        shadows.outcomes().values().stream()
                .filter(shadow -> shadow.novelty() == Outcome.Novelty.NEWS)
                .forEach(shadow -> outbox.send(shadow.decision()));
    }

    /** Most samples say nothing new, and then nothing is put into words. */
    private void publish(ClusterKey cluster, Outcome outcome) {
        metrics.evaluated(cluster, outcome);
        if (outcome.novelty() == Outcome.Novelty.NEWS) {
            tell(outcome.decision(), outcome.intent());
        }
    }

    private void tell(Decision decision, Optional<Intent> intent) {
        MDC.put(CORRELATION, decision.id());
        try {
            outbox.send(decision);
            intent.ifPresent(wish -> {
                outbox.send(wish);
                ScalingLog.triggered(decision, wish);
            });
        } finally {
            MDC.remove(CORRELATION);
        }
    }

    void lookForSilence(Instant now) {
        for (ClusterKey cluster : stores.withoutSampleSince(now.minus(SHORTEST_SILENCE))) {
            StateStores.Known known = stores.get(cluster);
            if (known.state().cluster().isEmpty() && isLongGone(known.state(), now)) {
                stores.remove(cluster);
            } else {
                decider.silence(known.state(), now).ifPresent(outcome -> {
                    stores.put(cluster, known.with(outcome.state()));
                    publish(cluster, outcome);
                });
            }
        }
    }

    /** Samples that outlive their cluster, or never had one, are remembered only for as long as they come. */
    private static boolean isLongGone(State state, Instant now) {
        return state.watch()
                .lastSample()
                .filter(now.minus(STRANGERS_KEPT)::isBefore)
                .isEmpty();
    }
}

package io.slotwise.streams;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.json.Json;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topology's way out: each kind of record to its sink, as bytes, and counted. */
final class Outbox {
    static final String DECISIONS = "to-decisions";
    static final String INTENTS = "to-intents";
    static final String DEAD_LETTERS = "to-dead-letters";

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final ProcessorContext<byte[], byte[]> context;
    private final StreamsMetrics metrics;

    Outbox(ProcessorContext<byte[], byte[]> context, StreamsMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    void send(Decision decision) {
        forward(DECISIONS, bytes(decision.cluster().toString()), Json.bytes(decision));
        metrics.decided(decision);
    }

    /** Sends it, and has it committed at once instead of at the next interval: nobody can read it before. */
    void send(Intent intent) {
        forward(INTENTS, bytes(intent.cluster().toString()), Json.bytes(intent));
        context.commit();
        metrics.intended(intent);
    }

    /** The cluster is gone: so are its intents. */
    void sendNoIntent(ClusterKey cluster) {
        forward(INTENTS, bytes(cluster.toString()), null);
    }

    void send(DeadLetter letter) {
        forward(DEAD_LETTERS, bytes(letter.key()), Json.bytes(letter));
        metrics.setAside(letter);
        LOG.atWarn()
                .addKeyValue("topic", letter.topic())
                .addKeyValue("partition", letter.partition())
                .addKeyValue("offset", letter.offset())
                .addKeyValue("problem", letter.problem())
                .log("Record set aside as a dead letter");
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("NullAway") // a tombstone's value is null by Kafka's contract
    private void forward(String sink, byte[] key, byte @Nullable [] value) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs()), sink);
    }
}

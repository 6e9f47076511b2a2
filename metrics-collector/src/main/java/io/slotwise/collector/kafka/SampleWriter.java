package io.slotwise.collector.kafka;

import io.slotwise.model.DeadLetter;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one idempotent producer. It has a thread of its own, since sending blocks while Kafka is away, and ticks must not
 * wait for that.
 */
public final class SampleWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SampleWriter.class);

    /** Records that may wait for Kafka; then new ones are refused, and counted. */
    private static final int WAITING = 10_000;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** Told how each record fared, on any thread. */
    public interface Outcome {
        /** Kafka has the record. */
        void written();

        /** Kafka has not got the record and will not get it. */
        void failed(String problem);
    }

    private final Producer<byte[], byte[]> producer;
    private final ThreadPoolExecutor thread;

    public SampleWriter(Map<String, String> kafka) {
        this.producer = new KafkaProducer<>(settings(kafka), new ByteArraySerializer(), new ByteArraySerializer());
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), work -> {
            Thread worker = new Thread(work, "collector-writer");
            worker.setDaemon(true);
            return worker;
        });
    }

    private static Map<String, Object> settings(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "slotwise-collector");
        settings.putAll(kafka);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        return settings;
    }

    /** Publishes a sample under its cluster's key, with its own time as the record's. */
    public void write(Sample sample, Outcome outcome) {
        send(Topic.SAMPLES, sample.cluster().toString(), sample.at(), sample, outcome);
    }

    /** Sets a bad record aside. */
    public void write(DeadLetter letter, Outcome outcome) {
        send(Topic.DEAD_LETTERS, letter.key(), letter.at(), letter, outcome);
    }

    private <T> void send(Topic<T> topic, String key, Instant at, T value, Outcome outcome) {
        var record = new ProducerRecord<>(
                topic.name(),
                null,
                Math.max(0, at.toEpochMilli()),
                key.getBytes(StandardCharsets.UTF_8),
                Json.bytes(value));
        try {
            thread.execute(() -> send(record, outcome));
        } catch (RejectedExecutionException e) {
            outcome.failed("too many records wait for Kafka");
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record, Outcome outcome) {
        try {
            Future<RecordMetadata> unused = producer.send(record, (metadata, problem) -> {
                if (problem == null) {
                    outcome.written();
                } else {
                    failed(record, problem, outcome);
                }
            });
        } catch (KafkaException e) {
            failed(record, e, outcome);
        }
    }

    private static void failed(ProducerRecord<byte[], byte[]> record, Exception problem, Outcome outcome) {
        String words = String.valueOf(problem.getMessage());
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("cluster", new String(record.key(), StandardCharsets.UTF_8))
                .addKeyValue("problem", words)
                .log("Record was not written");
        outcome.failed(words);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.shutdownNow();
        }
        producer.close(CLOSE_LIMIT);
    }
}

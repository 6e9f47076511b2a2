package io.slotwise.bench.reconcile;

import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plays the collector: a sample of each cluster every 15 s, one after the other, with a load that changes and means nothing. */
final class Samples implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final KafkaProducer<byte[], byte[]> producer;
    private final int clusters;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "samples");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> ticks;
    private long sent;

    Samples(String bootstrapServers, int clusters) {
        this.clusters = clusters;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        ticks = clock.scheduleAtFixedRate(this::next, 0, INTERVAL.toNanos() / clusters, TimeUnit.NANOSECONDS);
    }

    private void next() {
        send((int) (sent % clusters), Math.sin(sent / 7.0));
        sent++;
    }

    /** One more, now. */
    void send(int cluster) {
        send(cluster, 0);
    }

    private void send(int cluster, double wave) {
        Paper paper = new Paper(cluster);
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                Topic.SAMPLES.name(),
                paper.key().toString().getBytes(StandardCharsets.UTF_8),
                Json.bytes(paper.sample(Instant.now(), 50 + 5 * wave))));
    }

    @Override
    public void close() {
        ticks.cancel(false);
        clock.shutdownNow();
        producer.close(Duration.ofSeconds(5));
    }
}

package io.slotwise.bench.streams;

import io.slotwise.bench.part.PartProcess;
import io.slotwise.model.json.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long it takes from a sample's sending until a consumer with {@code read_committed} has the intent that follows from
 * it. Each cluster sends in turn, evenly over the interval; in the last two rounds all are above their threshold.
 */
final class Promptness {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int ROUNDS = 4;

    private final Fleet fleet;
    private final Feed feed;
    private final Duration interval;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private volatile boolean over;

    Promptness(Fleet fleet, Feed feed, Duration interval) {
        this.fleet = fleet;
        this.feed = feed;
        this.interval = interval;
    }

    /** Microseconds for each intent. */
    Histogram measure(String bootstrapServers, PartProcess streams) throws InterruptedException {
        Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
        Thread sender = new Thread(this::send, "samples");
        try (KafkaConsumer<byte[], byte[]> intents = consumer(bootstrapServers)) {
            TopicPartition partition = new TopicPartition(Topic.INTENTS.name(), 0);
            intents.assign(List.of(partition));
            intents.seekToEnd(List.of(partition));
            intents.position(partition);
            sender.start();
            long end = System.nanoTime()
                    + interval.multipliedBy(ROUNDS).plus(GRACE).toNanos();
            while (micros.getTotalCount() < fleet.clusters() && System.nanoTime() < end) {
                streams.requireAlive();
                for (ConsumerRecord<byte[], byte[]> intent : intents.poll(Duration.ofMillis(100))) {
                    Long sent = sentAt.remove(new String(intent.key(), StandardCharsets.UTF_8));
                    if (sent != null) {
                        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sent));
                    }
                }
            }
        } finally {
            over = true;
            sender.join();
        }
        return micros;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void send() {
        for (int cluster = 0; cluster < fleet.clusters(); cluster++) {
            feed.send(Topic.CLUSTERS, Fleet.key(cluster), fleet.record(cluster, Instant.now(), interval));
        }
        feed.flush();
        long start = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            for (int cluster = 0; cluster < fleet.clusters() && !over; cluster++) {
                long due = start + interval.toNanos() * round + interval.toNanos() * cluster / fleet.clusters();
                pause(due - System.nanoTime());
                // The second sample above the threshold confirms the first, so that the last send is the one to time.
                sentAt.put(Fleet.key(cluster).toString(), System.nanoTime());
                feed.send(
                        Topic.SAMPLES,
                        Fleet.key(cluster),
                        fleet.sample(cluster, Instant.now(), round < ROUNDS - 2 ? 50 : 90));
            }
        }
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

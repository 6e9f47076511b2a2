package io.slotwise.reconciler.kafka;

import io.slotwise.model.json.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that reads the topics: intents and clusters from their beginning, since they are compacted, samples and job
 * events from their end. It belongs to no consumer group; when Kafka fails it starts over.
 */
final class TopicFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final List<String> COMPACTED = List.of(Topic.INTENTS.name(), Topic.CLUSTERS.name());
    private static final List<String> NEWS = List.of(Topic.SAMPLES.name(), Topic.JOB_EVENTS.name());

    private final Map<String, Object> settings;
    private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
    private final Consumer<Map<String, Long>> lag;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<KafkaConsumer<byte[], byte[]>> current = new AtomicReference<>();
    private final AtomicLong lastPoll = new AtomicLong(System.nanoTime());
    private final Thread thread;

    private TopicFeed(
            Map<String, String> kafka,
            Consumer<ConsumerRecord<byte[], byte[]>> reader,
            Consumer<Map<String, Long>> lag) {
        Map<String, Object> all = new HashMap<>(kafka);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.settings = Map.copyOf(all);
        this.reader = reader;
        this.lag = lag;
        this.thread = new Thread(this::run, "slotwise-topic-feed");
        thread.setDaemon(true);
    }

    /**
     * Starts to read.
     *
     * @param lag is told after each round how many records of each topic are still to be read
     */
    static TopicFeed start(
            Map<String, String> kafka,
            Consumer<ConsumerRecord<byte[], byte[]>> reader,
            Consumer<Map<String, Long>> lag) {
        TopicFeed feed = new TopicFeed(kafka, reader, lag);
        feed.thread.start();
        return feed;
    }

    /** Waits until all that stood in the compacted topics at the start has been read. */
    boolean awaitCaughtUp(Duration limit) {
        try {
            return caughtUp.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Time since Kafka last answered. */
    Duration sincePoll() {
        return Duration.ofNanos(System.nanoTime() - lastPoll.get());
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                current.set(consumer);
                read(consumer);
            } catch (WakeupException e) {
                LOG.atDebug().log("Topic feed closes");
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("Reading the topics failed; starting over");
                pause();
            }
        }
    }

    private void pause() {
        try {
            closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> compacted = partitions(consumer, COMPACTED);
        List<TopicPartition> news = partitions(consumer, NEWS);
        List<TopicPartition> all = new ArrayList<>(compacted);
        all.addAll(news);
        consumer.assign(all);
        consumer.seekToBeginning(compacted);
        consumer.seekToEnd(news);
        Map<TopicPartition, Long> ends = consumer.endOffsets(compacted);
        while (closing.getCount() > 0) {
            consumer.poll(POLL).forEach(reader);
            lastPoll.set(System.nanoTime());
            lag.accept(lag(consumer, all));
            if (!isCaughtUp()
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                caughtUp.countDown();
            }
        }
    }

    /** A partition whose end is not known yet is left out. */
    private static Map<String, Long> lag(KafkaConsumer<?, ?> consumer, List<TopicPartition> all) {
        Map<String, Long> lags = new TreeMap<>();
        all.forEach(partition ->
                consumer.currentLag(partition).ifPresent(records -> lags.merge(partition.topic(), records, Long::sum)));
        return lags;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, List<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<byte[], byte[]> consumer = current.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

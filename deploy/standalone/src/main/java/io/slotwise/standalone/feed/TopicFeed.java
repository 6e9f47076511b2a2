package io.slotwise.standalone.feed;

import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Hands every readable record of some topics to a listener, oldest first, on a thread of its own. */
public final class TopicFeed implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Topic<?>> topics;
    private final Listener listener;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    /** Hears the records; called on one thread. */
    @FunctionalInterface
    public interface Listener {
        void heard(Topic<?> topic, Object value);
    }

    private TopicFeed(KafkaConsumer<byte[], byte[]> consumer, List<Topic<?>> topics, Listener listener) {
        this.consumer = consumer;
        this.topics = topics.stream().collect(Collectors.toMap(Topic::name, Function.identity()));
        this.listener = listener;
        this.thread = new Thread(this::run, "topic-feed");
        thread.setDaemon(true);
    }

    /**
     * Starts to follow.
     *
     * @param kafka client properties, {@code bootstrap.servers} among them
     */
    public static TopicFeed start(Map<String, String> kafka, List<Topic<?>> topics, Listener listener) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        TopicFeed feed = new TopicFeed(consumer, topics, listener);
        feed.thread.start();
        return feed;
    }

    private void run() {
        try (consumer) {
            while (!closed.get()) {
                consumer.poll(Duration.ofMillis(500)).forEach(this::pass);
            }
        } catch (WakeupException e) {
            closed.set(true);
        }
    }

    private void pass(ConsumerRecord<byte[], byte[]> record) {
        Topic<?> topic = topics.get(record.topic());
        if (topic != null && Decoded.of(topic, record, "feed") instanceof Decoded.Value<?> readable) {
            listener.heard(topic, readable.value());
        }
    }

    @Override
    public void close() {
        closed.set(true);
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

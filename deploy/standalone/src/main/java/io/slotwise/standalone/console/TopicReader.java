package io.slotwise.standalone.console;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every topic into the {@link Hub} on a thread of its own, for as long as it is open: it waits for a Kafka that is not
 * there, and starts over after what it cannot explain.
 */
final class TopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration BEFORE_STARTING_OVER = Duration.ofSeconds(1);
    private static final Duration TO_CLOSE = Duration.ofSeconds(10);

    private final ConsoleConfig config;
    private final Hub hub;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "console-reader");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<@Nullable Consumer<byte[], byte[]>> open = new AtomicReference<>();

    TopicReader(ConsoleConfig config, Hub hub, Clock clock) {
        this.config = config;
        this.hub = hub;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = open.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(TO_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosing(Duration.ZERO)) {
            hub.restart();
            try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
                open.set(consumer);
                TopicPass pass = new TopicPass(consumer, hub, config.limits().span(), clock);
                while (!isClosing(pass.once())) {
                    LOG.atTrace().log("Console reader goes on");
                }
            } catch (WakeupException e) {
                LOG.atDebug().log("Console reader is closing");
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("Console reader starts over");
                hub.feed(new FeedStatus(FeedStatus.Kind.UNREACHABLE, String.valueOf(e.getMessage())));
                isClosing(BEFORE_STARTING_OVER);
            }
        }
    }

    private boolean isClosing(Duration patience) {
        try {
            return closing.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "slotwise-console");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }
}

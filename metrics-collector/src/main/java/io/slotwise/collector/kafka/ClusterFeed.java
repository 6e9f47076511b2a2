package io.slotwise.collector.kafka;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topic {@code slotwise.clusters} from its beginning to its end and on, on a thread of its own. Only the latest
 * record of a cluster is passed on while it catches up, so that no node of a cluster's past is asked.
 */
public final class ClusterFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterFeed.class);
    private static final Topic<ClusterRecord> TOPIC = Topic.CLUSTERS;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final String COMPONENT = "metrics-collector";

    /** What is learned, told on the feed's thread. */
    public interface Listener {
        void changed(ClusterRecord cluster);

        void gone(ClusterKey cluster);

        void rubbish(DeadLetter letter);

        /** How many records are still to be read. */
        void lag(long records);
    }

    /** How far the reading has come. */
    public enum State {
        /** The topic could not be read yet, or is not read to its end. */
        CATCHING_UP,
        /** All clusters are known. */
        CURRENT,
        /** Reading has ended. */
        ENDED
    }

    private final Consumer<byte[], byte[]> consumer;
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<ClusterKey, Decoded<ClusterRecord>> latest = new LinkedHashMap<>();
    private volatile State state = State.CATCHING_UP;
    private String lastProblem = "";
    private final Thread thread = new Thread(this::run, "collector-clusters");

    private ClusterFeed(Map<String, String> kafka, Listener listener) {
        this.consumer = new KafkaConsumer<>(settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.listener = listener;
    }

    /** Begins to read. */
    public static ClusterFeed start(Map<String, String> kafka, Listener listener) {
        ClusterFeed feed = new ClusterFeed(kafka, listener);
        feed.thread.setDaemon(true);
        feed.thread.start();
        return feed;
    }

    private static Map<String, Object> settings(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "slotwise-collector");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return settings;
    }

    /** How far the reading has come. */
    public State state() {
        return state;
    }

    private void run() {
        try (consumer) {
            Map<TopicPartition, Long> ends = Map.of();
            while (closed.getCount() > 0) {
                try {
                    ends = ends.isEmpty() ? begin() : ends;
                    poll(ends);
                } catch (WakeupException | InterruptException e) {
                    return;
                } catch (KafkaException e) {
                    retryLater(String.valueOf(e.getMessage()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            state = State.ENDED;
        }
    }

    private void retryLater(String problem) throws InterruptedException {
        if (!problem.equals(lastProblem)) {
            LOG.atWarn()
                    .addKeyValue("topic", TOPIC.name())
                    .addKeyValue("problem", problem)
                    .log("Cannot read clusters yet");
        }
        lastProblem = problem;
        closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes its place at the beginning of the topic; its answer is where the topic ends now. */
    private Map<TopicPartition, Long> begin() {
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + TOPIC.name() + " yet");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer.endOffsets(partitions);
    }

    private void poll(Map<TopicPartition, Long> ends) {
        consumer.poll(POLL).forEach(this::read);
        listener.lag(ends.keySet().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum());
        if (state == State.CURRENT
                || ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            passOn();
            state = State.CURRENT;
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        Decoded<ClusterRecord> decoded = Decoded.of(TOPIC, record, COMPONENT);
        if (decoded instanceof Decoded.Rubbish<ClusterRecord> rubbish) {
            listener.rubbish(rubbish.letter());
        } else if (decoded instanceof Decoded.Tombstone<ClusterRecord> gone) {
            latest.put(gone.cluster(), gone);
        } else if (decoded instanceof Decoded.Value<ClusterRecord> value) {
            objection(value)
                    .ifPresentOrElse(
                            problem -> listener.rubbish(Decoded.letter(record, COMPONENT, problem)),
                            () -> latest.put(value.cluster(), value));
        }
    }

    private static Optional<String> objection(Decoded.Value<ClusterRecord> value) {
        ClusterKey named = value.value().cluster();
        return named.equals(value.cluster())
                ? Optional.empty()
                : Optional.of("the key says " + value.cluster() + " but the record is about " + named);
    }

    private void passOn() {
        latest.values().forEach(decoded -> {
            if (decoded instanceof Decoded.Value<ClusterRecord> value) {
                listener.changed(value.value());
            } else if (decoded instanceof Decoded.Tombstone<ClusterRecord> gone) {
                listener.gone(gone.cluster());
            }
        });
        latest.clear();
    }

    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

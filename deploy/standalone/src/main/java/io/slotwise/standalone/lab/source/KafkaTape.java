package io.slotwise.standalone.lab.source;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.history.SetAside;
import io.slotwise.streams.history.Tape;
import io.slotwise.streams.replay.Heard;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One cluster's records from the topics {@code slotwise.samples} and {@code slotwise.clusters}, in the order of their
 * timestamps, only what was committed. Reads the partition that the cluster's key falls into.
 */
public final class KafkaTape implements Tape {
    private final TopicCursor samples;
    private final TopicCursor clusters;
    private final BooleanSupplier follows;
    private final Instant to;

    private KafkaTape(TopicCursor samples, TopicCursor clusters, BooleanSupplier follows, Instant to) {
        this.samples = samples;
        this.clusters = clusters;
        this.follows = follows;
        this.to = to;
    }

    /**
     * What is read.
     *
     * @param from samples from then on; what the reconciler said is read from the beginning
     * @param to the first moment that is out
     * @param follows whether to wait for more at the end; asked again and again
     */
    public record Span(Instant from, Instant to, BooleanSupplier follows) {}

    /**
     * Opens both topics.
     *
     * @param kafka client properties, {@code bootstrap.servers} among them
     * @throws IllegalStateException with a sentence when Kafka does not answer or has no such topic
     */
    public static KafkaTape open(Map<String, String> kafka, ClusterKey cluster, Span span, SetAside setAside) {
        TopicCursor samples = cursor(Topic.SAMPLES, kafka, cluster, Optional.of(span.from()), setAside);
        try {
            TopicCursor clusters = cursor(Topic.CLUSTERS, kafka, cluster, Optional.empty(), setAside);
            return new KafkaTape(samples, clusters, span.follows(), span.to());
        } catch (RuntimeException e) {
            samples.close();
            throw e;
        }
    }

    private static TopicCursor cursor(
            Topic<?> topic, Map<String, String> kafka, ClusterKey cluster, Optional<Instant> from, SetAside setAside) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(kafka);
        try {
            return TopicCursor.open(topic, consumer, cluster, from, setAside);
        } catch (KafkaException e) {
            consumer.close();
            throw new IllegalStateException("Kafka at " + kafka.get("bootstrap.servers") + " does not answer", e);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    static KafkaConsumer<byte[], byte[]> consumer(Map<String, String> kafka) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        config.putAll(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** How much of the samples has been read, 0 to 1. */
    public double progress() {
        return samples.progress();
    }

    @Override
    public boolean hasNext() {
        while (true) {
            if (samples.peek().isPresent() || clusters.peek().isPresent()) {
                return samples.peek().filter(heard -> !heard.at().isBefore(to)).isEmpty();
            }
            if (!follows.getAsBoolean()) {
                return false;
            }
            samples.await();
            clusters.extend();
        }
    }

    @Override
    public Heard next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the history has ended");
        }
        return earlier().take();
    }

    private TopicCursor earlier() {
        Optional<Heard> sample = samples.peek();
        Optional<Heard> word = clusters.peek();
        if (sample.isEmpty() || word.isEmpty()) {
            return sample.isEmpty() ? clusters : samples;
        }
        return word.get().at().isAfter(sample.get().at()) ? samples : clusters;
    }

    @Override
    public void close() {
        samples.close();
        clusters.close();
    }
}

package io.slotwise.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.Clusters;
import io.slotwise.streams.decision.Decider;
import io.slotwise.streams.decision.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** A mistake in the decision core costs the samples that it cannot judge, not all clusters. */
class BrokenCoreTest {
    private static final byte[] KEY = Clusters.CART.toString().getBytes(StandardCharsets.UTF_8);

    @Test
    @SuppressWarnings("NullAway") // the mistake
    void aSampleThatCannotBeJudgedIsSetAside() {
        StateDirectory directory = StateDirectory.of(Optional.empty());
        try (StreamsMetrics metrics = new StreamsMetrics(new PrometheusRegistry());
                TopologyTestDriver driver = new TopologyTestDriver(
                        AutoscalerTopology.build(new Decider(null), metrics, new Pulse(() -> 0)),
                        StreamsProperties.of(StreamsConfiguration.of("nowhere:9092"), directory),
                        Clusters.START)) {
            send(driver, Topic.CLUSTERS, Clusters.withMasters(3).record());
            send(driver, Topic.SAMPLES, Samples.cpu(Clusters.START, 1, 1, 1).sample());

            byte[] letter = driver.createOutputTopic(
                            Topic.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readValue();
            assertThat(Json.read(letter, DeadLetter.class).problem()).contains("could not be judged");
        } finally {
            directory.release();
        }
    }

    private static void send(TopologyTestDriver driver, Topic<?> topic, Object value) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(KEY, Json.bytes(value), Clusters.START));
    }
}

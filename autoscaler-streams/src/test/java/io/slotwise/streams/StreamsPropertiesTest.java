package io.slotwise.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsPropertiesTest {
    @TempDir
    Path directory;

    @Test
    void theDefaultsAreThese() {
        Properties properties = of(Map.of("bootstrap.servers", "kafka:9092"));

        assertThat(properties)
                .containsEntry("application.id", "slotwise-streams")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("commit.interval.ms", "100")
                .containsEntry("producer.linger.ms", "5")
                .containsEntry("producer.retry.backoff.ms", "5")
                .containsEntry("num.stream.threads", "1")
                .containsEntry("main.consumer.session.timeout.ms", "6000")
                .containsEntry("main.consumer.heartbeat.interval.ms", "1500")
                .containsEntry("statestore.cache.max.bytes", "0")
                .containsEntry("state.dir", directory.toString())
                .containsEntry("default.timestamp.extractor", "io.slotwise.streams.RecentTimestamp");
        assertThat(properties.getProperty("main.consumer.group.instance.id")).startsWith("slotwise-streams-");
    }

    @Test
    void everyDefaultCanBeOverridden() {
        Properties properties = of(Map.of(
                "bootstrap.servers", "kafka:9092",
                "application.id", "mine",
                "commit.interval.ms", "5",
                "num.stream.threads", "4",
                "group.instance.id", "one"));

        assertThat(properties)
                .containsEntry("application.id", "mine")
                .containsEntry("commit.interval.ms", "5")
                .containsEntry("num.stream.threads", "4")
                .containsEntry("group.instance.id", "one")
                .doesNotContainKey("main.consumer.group.instance.id");
    }

    @Test
    void withoutABrokerItIsRefused() {
        assertThatThrownBy(() -> StreamsConfiguration.of(Map.of())).hasMessageContaining("bootstrap.servers");
    }

    private Properties of(Map<String, String> kafka) {
        return StreamsProperties.of(
                StreamsConfiguration.of(kafka), new StateDirectory(directory, StateDirectory.Kind.GIVEN));
    }
}

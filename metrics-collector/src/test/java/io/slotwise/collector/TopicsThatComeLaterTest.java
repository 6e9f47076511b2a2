package io.slotwise.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.model.json.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsThatComeLaterTest {
    @Test
    void theCollectorWaitsForItsTopic(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Collector collector = Collector.start(CollectorConfig.of(kafka), new PrometheusRegistry())) {
                assertThat(collector.unready()).isPresent();

                try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
                    admin.createTopics(List.of(new NewTopic(Topic.CLUSTERS.name(), 1, (short) 1)))
                            .all()
                            .get();
                }

                await().atMost(Duration.ofSeconds(30))
                        .until(() -> collector.unready().isEmpty());
                assertThat(collector.fatal()).isEmpty();
            }
        }
    }
}

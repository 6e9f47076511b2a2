package io.slotwise.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.json.Topic;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @Test
    void topicsOutliveARestartOnTheSameDirectory(@TempDir Path directory) throws Exception {
        EmbeddedBroker.startWithTopics(directory).close();

        try (EmbeddedBroker again = EmbeddedBroker.startWithTopics(directory);
                Admin admin = Admin.create(
                        Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, again.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(Topic.ALL.stream().map(Topic::name).toList());
        }
    }
}

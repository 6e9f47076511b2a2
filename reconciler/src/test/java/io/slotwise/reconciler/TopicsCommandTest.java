package io.slotwise.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.model.json.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TopicsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        CommandLine command = new CommandLine(new TopicsCommand());
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(words);
    }

    @Test
    void whatIsMissingIsCreatedOnceAndWhatIsKeptWronglyIsNamed(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            String[] words = {"--kafka", broker.bootstrapServers(), "--partitions", "2", "--replication-factor", "1"};
            admin.createTopics(List.of(new NewTopic(Topic.CLUSTERS.name(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();

            assertThat(run(words)).isEqualTo(1);

            assertThat(err.toString())
                    .isEqualToIgnoringNewLines(
                            "topic slotwise.clusters has cleanup.policy=delete but must have compact;"
                                    + " change it with kafka-configs");
            assertThat(out.toString().lines())
                    .hasSize(Topic.ALL.size() - 1)
                    .contains("created slotwise.samples", "created slotwise.intents");
            assertThat(admin.describeTopics(List.of(Topic.SAMPLES.name()))
                            .allTopicNames()
                            .get()
                            .values())
                    .singleElement()
                    .satisfies(topic -> assertThat(topic.partitions()).hasSize(2));
            ConfigResource intents = new ConfigResource(ConfigResource.Type.TOPIC, Topic.INTENTS.name());
            assertThat(admin.describeConfigs(List.of(intents)).all().get().values())
                    .singleElement()
                    .satisfies(config ->
                            assertThat(config.get("cleanup.policy").value()).isEqualTo("compact"));

            admin.deleteTopics(List.of(Topic.CLUSTERS.name())).all().get();
            await().untilAsserted(() -> {
                run(words);
                assertThat(out.toString()).contains("created slotwise.clusters");
            });
            out.getBuffer().setLength(0);
            assertThat(run(words)).isZero();
            assertThat(out.toString()).isEmpty();
        }
    }

    @Test
    void aKafkaThatIsNotThereGetsASentence() {
        assertThat(run("--kafka", "127.0.0.1:1", "--timeout", "1")).isEqualTo(1);
        assertThat(err.toString()).contains("did not answer within 1 s");
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThat(run("--kafka", "127.0.0.1:1", "--partitions", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--partitions must be at least 1 but is 0");
    }
}

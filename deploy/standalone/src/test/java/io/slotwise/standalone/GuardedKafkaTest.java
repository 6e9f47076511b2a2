package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.slotwise.embedded.kafka.BrokerGuard;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.model.JobEvent;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import io.slotwise.reconciler.objects.JobTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka that asks for TLS and a password, and jobs that may write their reports there and nothing else. */
class GuardedKafkaTest {
    private static final String JOB_PASSWORD = "what-only-jobs-know";
    private static final String OWN_PASSWORD = "what-only-the-reconciler-knows";

    @Test
    void jobsWorkWithoutTheSecretThatTheirReportsNeedAndReportWithIt(@TempDir Path folder) throws Exception {
        BrokerGuard guard =
                BrokerGuard.withUsers(folder.resolve("tls"), "slotwise", OWN_PASSWORD, "jobs", JOB_PASSWORD);
        EmbeddedBroker broker = EmbeddedBroker.startGuarded(folder.resolve("kafka"), guard);
        broker.allowEverything("slotwise");
        broker.allow("jobs", Topic.JOB_EVENTS);
        try (Site site = new Site(folder, broker, guard, "slotwise")) {
            site.form("quiet", "redisConfig: {hz: \"20\"}");
            assertThat(reports(broker)).isEmpty();
            assertThat(logs(folder))
                    .contains("Job events are kept aside")
                    .contains("Job events not sent")
                    .contains("/client.properties");

            site.secret(JobTemplate.KAFKA_SECRET, Map.of("client.properties", guard.clientProperties("jobs")));
            site.patch("quiet", "{\"redisConfig\":{\"hz\":\"30\"}}");
            site.awaitStatus("quiet", "configured", Site.isTrue("Ready").and(Site.isTrue("Healthy")));
            assertThat(reports(broker))
                    .extracting(JobEvent::kind, JobEvent::phase)
                    .contains(
                            tuple(JobEvent.Kind.CONFIGURE, JobEvent.Phase.STARTED),
                            tuple(JobEvent.Kind.CONFIGURE, JobEvent.Phase.FINISHED));
            assertThat(site.everythingSaid() + logs(folder)).doesNotContain(JOB_PASSWORD, OWN_PASSWORD);
        }
    }

    /** All that is in the topic now. */
    private static List<JobEvent> reports(EmbeddedBroker broker) {
        List<JobEvent> events = new ArrayList<>();
        TopicPartition partition = new TopicPartition(Topic.JOB_EVENTS.name(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (Decoded.of(Topic.JOB_EVENTS, record, "test") instanceof Decoded.Value<JobEvent> value) {
                        events.add(value.value());
                    }
                });
            }
        }
        return events;
    }

    /** What all pods printed. */
    private static String logs(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("node").resolve("logs"))) {
            return files.filter(Files::isRegularFile)
                    .map(GuardedKafkaTest::text)
                    .collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

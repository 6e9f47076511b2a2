package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.slotwise.embedded.kafka.BrokerGuard;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.model.JobEvent;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import io.slotwise.reconciler.objects.JobTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Kafka that asks for TLS and a password, which the reconciler tells it by PLAIN and jobs by SCRAM, and jobs that may write
 * their reports there and nothing else.
 */
class GuardedKafkaTest {
    private static final String JOB_PASSWORD = "what-only-jobs-know";
    private static final String OWN_PASSWORD = "what-only-the-reconciler-knows";

    @Test
    void jobsWorkWithoutTheSecretThatTheirReportsNeedAndReportWithIt(@TempDir Path folder) throws Exception {
        BrokerGuard guard = BrokerGuard.withUsers(
                folder.resolve("tls"), Ground.host(), "slotwise", OWN_PASSWORD, "jobs", JOB_PASSWORD);
        EmbeddedBroker broker = EmbeddedBroker.startGuarded(folder.resolve("kafka"), Ground.host(), guard);
        broker.allowEverything("slotwise");
        broker.allow("jobs", Topic.JOB_EVENTS);
        try (Site site = new Site(folder, broker, guard, "slotwise")) {
            site.form("quiet", "redisConfig: {hz: \"20\"}");
            assertThat(reports(broker)).isEmpty();
            await().untilAsserted(() -> assertThat(site.jobLogs())
                    .contains("Job events are kept aside")
                    .contains("Job events not sent")
                    .contains("/client.properties"));

            site.secret(JobTemplate.KAFKA_SECRET, Map.of("client.properties", guard.scramProperties("jobs")));
            site.patch("quiet", "{\"redisConfig\":{\"hz\":\"30\"}}");
            site.awaitStatus("quiet", "configured", Site.isTrue("Ready").and(Site.isTrue("Healthy")));
            assertThat(reports(broker))
                    .extracting(JobEvent::kind, JobEvent::phase)
                    .contains(
                            tuple(JobEvent.Kind.CONFIGURE, JobEvent.Phase.STARTED),
                            tuple(JobEvent.Kind.CONFIGURE, JobEvent.Phase.FINISHED));
            assertThat(site.everythingSaid() + site.jobLogs()).doesNotContain(JOB_PASSWORD, OWN_PASSWORD);
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
}

package io.slotwise.job.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.embedded.kafka.BrokerGuard;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.job.Outcome;
import io.slotwise.job.Progress;
import io.slotwise.job.net.TcpProxy;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.JobEvent;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaEventSinkTest {
    private static final EventReport.Run RUN = new EventReport.Run(
            new ClusterKey("shop", "cart"),
            "cart-reshard",
            "run-1",
            JobEvent.Kind.RESHARD,
            Optional.of("shop/cart@2026-11-01T10:00:30Z"));

    private Instant now = Instant.parse("2026-11-21T08:00:00Z");

    @Test
    void aJobsCourseStandsInTheTopicWithProgressOnceASecond(@TempDir Path directory) {
        try (EmbeddedBroker broker = EmbeddedBroker.startWithTopics(directory)) {
            try (EventSink sink =
                    new KafkaEventSink(new ClientProperties(Optional.empty(), broker.bootstrapServers()))) {
                EventReport report = new EventReport(RUN, sink, () -> now);
                report.started();
                report.step("moving 3 slots");
                report.progress(new Progress(1, 3, 10));
                report.progress(new Progress(2, 3, 20));
                now = now.plusSeconds(1);
                report.progress(new Progress(3, 3, 30));
                report.ended(new Outcome.Failed("a node went away"), new Progress(3, 3, 30));
            }
            List<JobEvent> events = events(broker, 4);
            assertThat(events)
                    .extracting(JobEvent::phase)
                    .containsExactly(
                            JobEvent.Phase.STARTED,
                            JobEvent.Phase.PROGRESS,
                            JobEvent.Phase.PROGRESS,
                            JobEvent.Phase.FAILED);
            assertThat(events).extracting(JobEvent::slotsDone).containsExactly(0, 1, 3, 3);
            assertThat(events.get(3).message()).isEqualTo("a node went away");
            assertThat(events)
                    .as("each can be found by what the job is part of")
                    .extracting(JobEvent::correlation)
                    .containsOnly(Optional.of("shop/cart@2026-11-01T10:00:30Z"));
        }
    }

    @Test
    void aBrokerThatIsAwayHoldsNobodyUpForLong() {
        Assertions.assertThatNoException().isThrownBy(() -> {
            EventSink sink = new KafkaEventSink(new ClientProperties(Optional.empty(), "127.0.0.1:1"));
            EventReport report = new EventReport(RUN, sink, () -> now);
            report.started();
            report.ended(new Outcome.Done(), Progress.NONE);
            long begin = System.nanoTime();
            sink.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(12));
        });
    }

    @Test
    void whatHappenedWhileTheBrokerWasAwayIsSentWhenItIsBack(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.startWithTopics(directory);
                TcpProxy proxy = new TcpProxy(broker.bootstrapServers());
                EventSink sink = new KafkaEventSink(new ClientProperties(Optional.empty(), proxy.address()))) {
            proxy.cut();
            EventReport report = new EventReport(RUN, sink, () -> now);
            report.started();
            now = now.plusSeconds(2);
            report.progress(new Progress(1, 3, 10));
            now = now.plusSeconds(20);
            report.ended(new Outcome.Done(), new Progress(3, 3, 30));
            // Longer than a delivery may take when a broker is there.
            Awaitility.await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
            proxy.mend();
            assertThat(events(broker, 3))
                    .extracting(JobEvent::phase)
                    .containsExactly(JobEvent.Phase.STARTED, JobEvent.Phase.PROGRESS, JobEvent.Phase.FINISHED);
        }
    }

    @Test
    void aGuardedBrokerIsReportedToOnceTheFileThatSaysHowIsThere(@TempDir Path directory) throws Exception {
        BrokerGuard guard = BrokerGuard.ofLoopback(directory.resolve("tls"), "job", "secret-of-jobs");
        try (EmbeddedBroker broker = EmbeddedBroker.startGuarded(directory.resolve("kafka"), guard)) {
            broker.allow("job", Topic.JOB_EVENTS);
            Path file = directory.resolve("client.properties");
            ClientProperties client = new ClientProperties(Optional.of(file), broker.guardedServers());
            try (EventSink sink = new KafkaEventSink(client)) {
                EventReport report = new EventReport(RUN, sink, () -> now);
                report.started();
                Files.writeString(file, guard.clientProperties("job"));
                report.ended(new Outcome.Done(), Progress.NONE);
            }
            assertThat(events(broker, 2))
                    .extracting(JobEvent::phase)
                    .containsExactly(JobEvent.Phase.STARTED, JobEvent.Phase.FINISHED);
        }
    }

    @Test
    void aFileThatIsBadOrNeverComesHoldsNobodyUp(@TempDir Path directory) throws Exception {
        Path bad = Files.writeString(directory.resolve("bad"), "security.protocol=NONE\n");
        for (Path file : List.of(bad, directory.resolve("none"))) {
            long begin = System.nanoTime();
            EventSink sink = new KafkaEventSink(new ClientProperties(Optional.of(file), "127.0.0.1:1"));
            EventReport report = new EventReport(RUN, sink, () -> now);
            report.started();
            report.ended(new Outcome.Done(), Progress.NONE);
            sink.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static List<JobEvent> events(EmbeddedBroker broker, int count) {
        List<JobEvent> events = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "group.id", "test",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.JOB_EVENTS.name()));
            Instant limit = Instant.now().plusSeconds(30);
            while (events.size() < count && Instant.now().isBefore(limit)) {
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

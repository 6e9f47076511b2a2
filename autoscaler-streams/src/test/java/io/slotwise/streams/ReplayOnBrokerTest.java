package io.slotwise.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Decision;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.Clusters;
import io.slotwise.streams.decision.Outcome;
import io.slotwise.streams.decision.Rules;
import io.slotwise.streams.decision.Samples;
import io.slotwise.streams.replay.Course;
import io.slotwise.streams.replay.Heard;
import io.slotwise.streams.replay.OpenLoop;
import io.slotwise.streams.replay.Plant;
import io.slotwise.streams.replay.Price;
import io.slotwise.streams.replay.RecordingReader;
import io.slotwise.streams.replay.Result;
import io.slotwise.streams.replay.Simulation;
import io.slotwise.streams.replay.Slotwise;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the live topology decided on a real broker, and what replay makes of the topics' records: the same bytes. */
class ReplayOnBrokerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Long, so that no sample is stale or ahead of the clock however slow the machine is. */
    private static final Duration INTERVAL = Duration.ofHours(1);

    private static final Duration TICK = INTERVAL.dividedBy(2);
    private static final TopicPartition SAMPLES = new TopicPartition(Topic.SAMPLES.name(), 0);
    private static final TopicPartition CLUSTERS = new TopicPartition(Topic.CLUSTERS.name(), 0);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;
    private static Admin admin;
    private static AutoscalerStreams streams;

    private final Instant start = Instant.now().minus(INTERVAL.multipliedBy(2));

    @BeforeAll
    static void startLive() {
        broker = EmbeddedBroker.startWithTopics(directory.resolve("kafka"));
        Map<String, Object> servers = Map.of("bootstrap.servers", broker.bootstrapServers());
        producer = new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer());
        admin = Admin.create(servers);
        streams = AutoscalerStreams.start(
                StreamsConfiguration.of(broker.bootstrapServers()).withStateDirectory(directory.resolve("state")),
                new PrometheusRegistry());
        await().atMost(LIMIT).until(() -> streams.state() == KafkaStreams.State.RUNNING);
    }

    @AfterAll
    static void stopLive() {
        streams.close();
        admin.close();
        producer.close();
        broker.close();
    }

    @Test
    void openLoopSaysWhatWasSaidWhileTheClusterScaled() {
        ClusterKey cluster = new ClusterKey("shop", "scaled");
        Clusters three = Clusters.of(cluster, 3).timing(INTERVAL, Duration.ofMinutes(10));
        Clusters four = three.generation(2).masters(4).scaledAt(start.plus(TICK.multipliedBy(3)));
        live(three.record());
        live(sample(cluster, 0, 50, 40, 40));
        live(sample(cluster, 1, 95, 40, 40));
        live(sample(cluster, 2, 95, 40, 40));
        live(four.at(start.plus(TICK.multipliedBy(2)))
                .running(ClusterRecord.Operation.Kind.RESHARD)
                .record());
        live(sample(cluster, 3, 80, 40, 40, 10));
        live(four.at(start.plus(TICK.multipliedBy(3))).record());
        live(sample(cluster, 4, 60, 40, 40, 30));
        live(sample(cluster, 5, 60, 40, 40, 30));

        List<String> replayed = new ArrayList<>();
        OpenLoop loop = new OpenLoop(Rules.DEFAULT, outcome -> {
            if (outcome.novelty() == Outcome.Novelty.NEWS) {
                replayed.add(Json.text(outcome.decision()));
            }
        });
        recorded(cluster).forEach(loop::hear);

        assertThat(replayed).isEqualTo(decisions(cluster)).anyMatch(line -> line.contains("SCALE_OUT"));
    }

    @Test
    void closedLoopSaysWhatWasSaidWhereNothingDiffersFromWhatHappened() {
        ClusterKey cluster = new ClusterKey("shop", "calm");
        live(Clusters.of(cluster, 3).timing(INTERVAL, Duration.ofMinutes(10)).record());
        live(sample(cluster, 0, 50, 40, 40));
        live(sample(cluster, 1, 95, 40, 40));
        live(Samples.of(cluster, at(2), new double[] {50, 40, 40}, new double[] {40, 40, 40})
                .silent("calm-1", NodeSample.Role.UNKNOWN)
                .sample());
        live(sample(cluster, 3, 50, 40, 40));
        live(sample(cluster, 4, 51, 40, 40));

        RecordingReader reader = new RecordingReader(TICK);
        recorded(cluster).forEach(reader::add);
        Course course = reader.course();
        Result result = Simulation.run(course, Slotwise.asRecorded(), Plant.DEFAULT, Price.DEFAULT, Result.Detail.FULL);

        assertThat(result.decisions().stream().map(Json::text))
                .containsExactlyElementsOf(decisions(cluster))
                .hasSizeGreaterThan(3);
        assertThat(result.decisions()).extracting(Decision::reason).contains(Reason.NODE_SILENT);
    }

    private Instant at(int tick) {
        return start.plus(TICK.multipliedBy(tick));
    }

    private Sample sample(ClusterKey cluster, int tick, double... cpu) {
        double[] memory = new double[cpu.length];
        Arrays.fill(memory, 40);
        return Samples.of(cluster, at(tick), cpu, memory).sample();
    }

    private static void live(ClusterRecord record) {
        send(Topic.CLUSTERS, record.cluster(), Json.bytes(record));
    }

    private static void live(Sample sample) {
        send(Topic.SAMPLES, sample.cluster(), Json.bytes(sample));
    }

    /** Sends a record, and waits until the topology is done with it: the two topics have no order between them. */
    private static void send(Topic<?> topic, ClusterKey cluster, byte[] value) {
        byte[] key = cluster.toString().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
            await().atMost(LIMIT).until(ReplayOnBrokerTest::allIsDone);
        } catch (Exception e) {
            throw new IllegalStateException("cannot send to " + topic.name(), e);
        }
    }

    private static boolean allIsDone() throws Exception {
        Map<TopicPartition, Long> ends = admin
                .listOffsets(Map.of(SAMPLES, OffsetSpec.latest(), CLUSTERS, OffsetSpec.latest()))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
        Map<TopicPartition, Long> done =
                admin
                        .listConsumerGroupOffsets("slotwise-streams")
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().offset()));
        return ends.entrySet().stream().allMatch(end -> done.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** Both topics' records of one cluster, in the order in which they were sent. */
    private static List<Heard> recorded(ClusterKey cluster) {
        return read(Set.of(SAMPLES, CLUSTERS), cluster).stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                .map(ReplayOnBrokerTest::heard)
                .toList();
    }

    private static Heard heard(ConsumerRecord<String, byte[]> record) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        return record.topic().equals(Topic.SAMPLES.name())
                ? new Heard.Tick(at, Json.read(record.value(), Sample.class))
                : new Heard.Word(at, Json.read(record.value(), ClusterRecord.class));
    }

    private static List<String> decisions(ClusterKey cluster) {
        return read(Set.of(new TopicPartition(Topic.DECISIONS.name(), 0)), cluster).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> read(Set<TopicPartition> partitions, ClusterKey cluster) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> {
                    if (cluster.toString().equals(record.key())) {
                        records.add(record);
                    }
                });
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return records;
    }
}

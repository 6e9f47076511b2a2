package io.slotwise.streams;

import static io.slotwise.streams.decision.Clusters.CART;
import static io.slotwise.streams.decision.Clusters.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.Verdict;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.Clusters;
import io.slotwise.streams.decision.Decider;
import io.slotwise.streams.decision.Rules;
import io.slotwise.streams.decision.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutoscalerTopologyTest {
    private static final byte[] KEY = CART.toString().getBytes(StandardCharsets.UTF_8);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final StreamsMetrics metrics = new StreamsMetrics(registry);
    private final StateDirectory directory = StateDirectory.of(Optional.empty());
    private final TopologyTestDriver driver = new TopologyTestDriver(
            AutoscalerTopology.build(new Decider(Rules.DEFAULT), metrics, new Pulse(() -> 0)),
            StreamsProperties.of(StreamsConfiguration.of("nowhere:9092"), directory),
            START);
    private final TestInputTopic<byte[], byte[]> clusters = input(Topic.CLUSTERS);
    private final TestInputTopic<byte[], byte[]> samples = input(Topic.SAMPLES);
    private final TestOutputTopic<String, Decision> decisions = output(Topic.DECISIONS);
    private final TestOutputTopic<String, Intent> intents = output(Topic.INTENTS);
    private final TestOutputTopic<String, DeadLetter> deadLetters = output(Topic.DEAD_LETTERS);
    private Instant now = START;

    @AfterEach
    void close() {
        driver.close();
        directory.release();
        metrics.close();
    }

    @Test
    void samplesThatStayHotBecomeOneIntent() {
        send(Clusters.withMasters(3));
        hot();
        hot();
        hot();

        List<Decision> made = decisions.readValuesToList();
        assertThat(made)
                .extracting(Decision::verdict, Decision::reason)
                .containsExactly(
                        tuple(Verdict.HOLD, Reason.CONFIRMING),
                        tuple(Verdict.SCALE_OUT, Reason.CPU_ABOVE_THRESHOLD),
                        tuple(Verdict.HOLD, Reason.INTENT_OUTSTANDING));
        TestRecord<String, Intent> intent = intents.readRecord();
        assertThat(intent.value().correlation()).contains(made.get(1).id());
        assertThat(intent.key()).isEqualTo("shop/cart");
        assertThat(intent.value().id()).isEqualTo("shop/cart@1");
        assertThat(intent.value().masters()).isEqualTo(4);
        assertThat(intent.value().pod()).isEqualTo("cart-1");
        assertThat(intents.isEmpty()).isTrue();
    }

    @Test
    void aShadowPolicySaysWhatItWouldDoAndNothingComesOfIt() {
        send(Clusters.withMasters(3).shadow("eager", 40));
        for (int i = 0; i < 5; i++) {
            calm();
        }

        List<Decision> all = decisions.readValuesToList();
        assertThat(all)
                .filteredOn(each -> each.shadow().isEmpty())
                .extracting(Decision::reason)
                .containsExactly(Reason.WITHIN_THRESHOLDS);
        assertThat(all)
                .filteredOn(each -> each.shadow().equals(Optional.of("eager")))
                .extracting(Decision::verdict, Decision::reason)
                .containsExactly(
                        tuple(Verdict.HOLD, Reason.CONFIRMING),
                        tuple(Verdict.SCALE_OUT, Reason.CPU_ABOVE_THRESHOLD),
                        tuple(Verdict.HOLD, Reason.INTENT_OUTSTANDING));
        assertThat(all).extracting(Decision::id).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(each -> assertThat(each.intent()).isEmpty());
        assertThat(intents.isEmpty()).isTrue();
    }

    @Test
    void aDecisionSaysWhatWasAskedForWhatForbadeItAndWhatWouldHaveToChange() {
        send(Clusters.withMasters(3));
        hot();

        Decision held = decisions.readValue();
        assertThat(held.asked()).contains(new Decision.Asked(Reason.CPU_ABOVE_THRESHOLD, 4, 1));
        assertThat(held.guard()).hasValueSatisfying(rule -> assertThat(rule).startsWith("fewer than confirmOut"));
        assertThat(held.wouldChange()).contains("It must last 1 more sample.");
    }

    @Test
    void aVerdictThatRepeatsIsNotAnnouncedAgain() {
        send(Clusters.withMasters(3));
        calm();
        calm();

        assertThat(decisions.readValuesToList()).extracting(Decision::reason).containsExactly(Reason.WITHIN_THRESHOLDS);
    }

    @Test
    void rubbishOnEitherTopicIsSetAsideAndTheNextRecordCounts() {
        clusters.pipeInput(KEY, "{\"cluster\":\"shop/cart\"}".getBytes(StandardCharsets.UTF_8));
        samples.pipeInput(KEY, new byte[] {(byte) 0xff, 0});
        send(Clusters.withMasters(3));
        calm();

        assertThat(deadLetters.readValuesToList())
                .extracting(DeadLetter::topic)
                .containsExactly(Topic.CLUSTERS.name(), Topic.SAMPLES.name());
        assertThat(decisions.readValue().reason()).isEqualTo(Reason.WITHIN_THRESHOLDS);
    }

    @Test
    void aRecordUnderAnotherClustersKeyIsSetAside() {
        clusters.pipeInput(
                "shop/basket".getBytes(StandardCharsets.UTF_8),
                Json.bytes(Clusters.withMasters(3).record()));

        assertThat(deadLetters.readValue().problem()).contains("shop/basket").contains("shop/cart");
    }

    @Test
    void aSampleWithoutKeyOrValueIsSetAside() {
        samples.pipeInput(
                new TestRecord<>(null, Json.bytes(Samples.cpu(now, 1, 1, 1).sample()), now));
        samples.pipeInput(new TestRecord<>(KEY, null, now));

        assertThat(deadLetters.readValuesToList())
                .extracting(DeadLetter::problem)
                .anyMatch(problem -> problem.contains("no key"))
                .anyMatch(problem -> problem.contains("no value"));
    }

    @Test
    void aTimeThatNoClockShowsIsSetAside() {
        String record = Json.text(Clusters.withMasters(3).scaledAt(START).record());
        clusters.pipeInput(new TestRecord<>(
                KEY, record.replace(START.toString(), Instant.MAX.toString()).getBytes(StandardCharsets.UTF_8), now));

        assertThat(deadLetters.readValue().problem()).contains("is not within the years 1970 to 9999");
    }

    @Test
    void aTombstoneClearsTheClusterAndItsIntent() {
        send(Clusters.withMasters(3));
        hot();
        hot();
        intents.readRecord();
        decisions.readValuesToList();
        clusters.pipeInput(new TestRecord<>(KEY, null, now));
        hot();

        TestRecord<String, Intent> tombstone = intents.readRecord();
        assertThat(tombstone.key()).isEqualTo("shop/cart");
        assertThat(Optional.ofNullable(tombstone.value())).isEmpty();
        assertThat(decisions.readValue().reason()).isEqualTo(Reason.CLUSTER_UNKNOWN);
    }

    @Test
    void aSampleOfAnUnknownClusterThatIsAheadOfTheClockDoesNotHoldUpThoseThatFollow() {
        samples.pipeInput(
                KEY,
                Json.bytes(
                        Samples.cpu(now.plus(Duration.ofDays(3650)), 50, 50, 50).sample()),
                now);
        pass(Duration.ofSeconds(15));
        send(Clusters.withMasters(3));
        calm();

        assertThat(decisions.readValuesToList())
                .extracting(Decision::reason)
                .containsExactly(Reason.CLUSTER_UNKNOWN, Reason.WITHIN_THRESHOLDS);
    }

    @Test
    void silenceIsAnnouncedOnceAndEndsWithTheNextSample() {
        send(Clusters.withMasters(3));
        calm();
        pass(Duration.ofMinutes(5));
        pass(Duration.ofMinutes(5));
        calm();

        assertThat(decisions.readValuesToList())
                .extracting(Decision::reason)
                .containsExactly(Reason.WITHIN_THRESHOLDS, Reason.SAMPLE_STALE, Reason.WITHIN_THRESHOLDS);
    }

    private void hot() {
        send(Samples.cpu(now, 50, 91.2, 50));
    }

    private void calm() {
        send(Samples.cpu(now, 50, 50, 50));
    }

    private void send(Samples sample) {
        samples.pipeInput(KEY, Json.bytes(sample.sample()), now);
        pass(Duration.ofSeconds(15));
    }

    private void send(Clusters cluster) {
        clusters.pipeInput(KEY, Json.bytes(cluster.record()), now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    private TestInputTopic<byte[], byte[]> input(Topic<?> topic) {
        return driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private <T> TestOutputTopic<String, T> output(Topic<T> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), topic.serde().deserializer());
    }
}

package io.slotwise.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.Clusters;
import io.slotwise.streams.decision.Decider;
import io.slotwise.streams.decision.Rules;
import io.slotwise.streams.decision.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.statistics.Statistics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Records that are nearly right: one value of a good record replaced, or a piece cut out. Nothing stops the topology. */
class RubbishTest {
    private static final byte[] KEY = Clusters.CART.toString().getBytes(StandardCharsets.UTF_8);
    private static final String CLUSTER = Json.text(
            Clusters.withMasters(3).scaledAt(Clusters.START.minusSeconds(900)).record());
    private static final String SAMPLE =
            Json.text(Samples.cpu(Clusters.START, 95, 50, 50).sample());
    private static final Pattern VALUE = Pattern.compile("(?<=:)(\"[^\"]*\"|[0-9.]+|true|false|\\[|\\{)");
    private static final List<String> REPLACEMENTS = List.of(
            "null",
            "\"\"",
            "-1",
            "0",
            "1e308",
            "\"NaN\"",
            "[]",
            "[null]",
            "{}",
            "true",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"PT2562047788015215H\"",
            "9223372036854775807");

    private final StateDirectory directory = StateDirectory.of(Optional.empty());
    private final StreamsMetrics metrics = new StreamsMetrics(new PrometheusRegistry());
    private final TopologyTestDriver driver = new TopologyTestDriver(
            AutoscalerTopology.build(new Decider(Rules.DEFAULT), metrics, new Pulse(() -> 0)),
            StreamsProperties.of(StreamsConfiguration.of("nowhere:9092"), directory),
            Clusters.START);

    @AfterProperty
    void close() {
        driver.close();
        directory.release();
    }

    @Property(tries = 5000)
    void whateverStandsInARecordItIsJudgedOrSetAside(
            @ForAll("clusters") String cluster, @ForAll("samples") String sample) {
        input(Topic.CLUSTERS).pipeInput(new TestRecord<>(KEY, null, Clusters.START));
        send(Topic.CLUSTERS, CLUSTER);
        send(Topic.CLUSTERS, cluster);
        send(Topic.SAMPLES, sample);

        Statistics.collect(deadLetters().findFirst().map(DeadLetter::topic).orElse("judged"));
        List<byte[]> decisions = output(Topic.DECISIONS).readValuesToList();
        assertThat(decisions.stream()
                        .map(value -> Json.read(value, Decision.class).sentence()))
                .allMatch(sentence -> sentence.endsWith("."));
    }

    private Stream<DeadLetter> deadLetters() {
        return output(Topic.DEAD_LETTERS).readValuesToList().stream().map(value -> Json.read(value, DeadLetter.class));
    }

    private void send(Topic<?> topic, String value) {
        input(topic).pipeInput(KEY, value.getBytes(StandardCharsets.UTF_8), Clusters.START);
    }

    private TestInputTopic<byte[], byte[]> input(Topic<?> topic) {
        return driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(Topic<?> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Provide
    Arbitrary<String> clusters() {
        return mutants(CLUSTER);
    }

    @Provide
    Arbitrary<String> samples() {
        return mutants(SAMPLE);
    }

    private static Arbitrary<String> mutants(String good) {
        List<String> replaced = VALUE.matcher(good)
                .results()
                .flatMap(place -> REPLACEMENTS.stream()
                        .map(other ->
                                good.substring(0, place.start()) + other + good.substring(end(good, place.start()))))
                .toList();
        Arbitrary<Integer> place = Arbitraries.integers().between(0, good.length());
        Arbitrary<String> cut = Combinators.combine(place, place)
                .as((a, b) -> good.substring(0, Math.min(a, b)) + good.substring(Math.max(a, b)));
        Arbitrary<String> other = Arbitraries.of("null", "", "[]", "{}", "3", "\"text\"");
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(good)),
                Tuple.of(8, Arbitraries.of(replaced)),
                Tuple.of(2, cut),
                Tuple.of(1, other));
    }

    /** Where the value that begins at {@code start} ends. */
    private static int end(String json, int start) {
        char first = json.charAt(start);
        if (first != '[' && first != '{') {
            Matcher value = VALUE.matcher(json);
            return value.find(start) ? value.end() : json.length();
        }
        int depth = 0;
        int at = start;
        do {
            char next = json.charAt(at++);
            depth += next == '[' || next == '{' ? 1 : next == ']' || next == '}' ? -1 : 0;
        } while (depth > 0);
        return at;
    }
}

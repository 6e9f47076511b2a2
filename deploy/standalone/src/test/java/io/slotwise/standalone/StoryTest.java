package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slotwise.standalone.monitoring.Dashboards;
import io.slotwise.standalone.monitoring.Prometheus;
import io.slotwise.standalone.monitoring.Query;
import io.slotwise.standalone.monitoring.Rules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system on real parts: Redis and jobs as processes, Kafka and the Kubernetes API in this one. */
@Tag("alone")
class StoryTest {
    private static final Pattern METRICS = Pattern.compile("their metrics: (\\S+)");
    /** They come with the first trouble of their kind; the documents name them. */
    private static final Set<String> UNSEEN_WHILE_ALL_IS_WELL = Set.of(
            "slotwise_reconcile_errors_total",
            "slotwise_collector_missing_fields_total",
            "slotwise_collector_prometheus_failures_total",
            "slotwise_collector_samples_failed_total",
            "slotwise_collector_tick_failures_total",
            "slotwise_collector_ticks_skipped_total");

    private static final StringWriter OUT = new StringWriter();

    private static int code;

    @SuppressWarnings("NullAway.Init")
    private static CompletableFuture<Void> litter;

    @SuppressWarnings("NullAway.Init")
    private static CompletableFuture<Optional<Prometheus>> prometheus;

    @BeforeAll
    static void theStoryIsPlayed(@TempDir Path directory, @TempDir Path aside) {
        litter = Litter.dropDuring(OUT);
        prometheus = CompletableFuture.supplyAsync(() -> Prometheus.scraping(metrics(), aside));
        code = Slotwise.commandLine()
                .setOut(new PrintWriter(OUT))
                .execute("up", "--story", "--port", "0", "--data-dir", directory.toString());
    }

    /** The terminal says where they are. */
    private static URI metrics() {
        return URI.create(Awaitility.await()
                .atMost(Duration.ofSeconds(150))
                .until(() -> METRICS.matcher(OUT.toString()), Matcher::find)
                .group(1));
    }

    @AfterAll
    static void prometheusEnds() {
        prometheus.join().ifPresent(Prometheus::close);
    }

    @Test
    void theClusterGrowsAndShrinksWithNothingLostAndNoClientErrorWhileRubbishLiesInEachTopic() throws Exception {
        List<String> lines = OUT.toString().lines().toList();
        JsonNode summary = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(code).as(OUT.toString()).isZero();
        assertThat(summary.path("result").asText()).isEqualTo("ok");
        assertThat(summary.path("mastersPeak").asInt()).isGreaterThan(3);
        assertThat(summary.path("mastersFinal").asInt()).isEqualTo(3);
        assertThat(summary.path("keysBefore").asLong()).isGreaterThan(50_000);
        assertThat(summary.path("keysAfter").asLong())
                .isGreaterThanOrEqualTo(summary.path("keysBefore").asLong());
        assertThat(summary.path("ackedWrites").asLong()).isGreaterThan(1_000);
        assertThat(summary.path("ackedWritesLost").asLong(-1)).isZero();
        assertThat(summary.path("clientErrors").asLong(-1)).isZero();
        assertThat(summary.path("checksOk").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(OUT.toString()).contains("CPU_ABOVE_THRESHOLD", "ALL_BELOW_LOW");
        assertThat(litter).isCompleted();
        assertThat(OUT.toString())
                .as("dead letters of what the four parts read, with the reason")
                .contains(
                        "set aside: a record of slotwise.clusters: not a ClusterRecord",
                        "set aside: a record of slotwise.samples: not a Sample",
                        "set aside: a record of slotwise.intents: not a Intent");
    }

    @Test
    void eachQueryOfTheDashboardsAndOfTheAlertsReturnedDataMeanwhile() {
        Prometheus watcher = watcher();
        Map<String, String> failed = new TreeMap<>();
        for (Query query : queries()) {
            String answer = watcher.answer(query.onTheDemo());
            if (!answer.equals("data")) {
                failed.put(query.where(), answer + ": " + query.onTheDemo());
            }
        }
        assertThat(failed).isEmpty();
        assertThat(watcher.rulesInTrouble()).isEmpty();
    }

    @Test
    void eachMetricThatTheDashboardsAndAlertsAskForExists() throws Exception {
        Set<String> asked = queries().stream()
                .flatMap(query -> query.metrics().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        asked.removeAll(watcher().names());
        assertThat(asked).isSubsetOf(UNSEEN_WHILE_ALL_IS_WELL);
        String documents = Files.readString(Path.of("../../docs/collector.md"))
                + Files.readString(Path.of("../../docs/operations.md"));
        assertThat(UNSEEN_WHILE_ALL_IS_WELL)
                .allSatisfy(name -> assertThat(documents).containsAnyOf(name, name.replace("slotwise_collector", "")));
    }

    private static Prometheus watcher() {
        Optional<Prometheus> running = prometheus.join();
        assumeTrue(running.isPresent(), Prometheus.MISSING);
        return running.orElseThrow();
    }

    private static List<Query> queries() {
        return Stream.concat(Dashboards.queries().stream(), Rules.queries().stream())
                .toList();
    }
}

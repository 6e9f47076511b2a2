package io.slotwise.standalone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.streams.replay.Heard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the collector exports, kept by a real Prometheus, against the same samples in a file. */
class PrometheusSourceTest {
    /** More than are asked for at once. */
    private static final int MINUTES = 150;

    private static final String TO = MadeUp.START.plusSeconds(60L * MINUTES).toString();

    @TempDir
    static Path directory;

    private static Prometheus prometheus;
    private static String source = "";

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        prometheus = Prometheus.start(directory, metrics(samples()));
        source = "prometheus+http://" + prometheus.address() + "?cluster=shop/cart";
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    private static List<Sample> samples() {
        return MadeUp.records(MINUTES).stream()
                .filter(Heard.Tick.class::isInstance)
                .map(heard -> ((Heard.Tick) heard).sample())
                .toList();
    }

    /** As the collector's /metrics has them, with times. */
    private static String metrics(List<Sample> samples) {
        StringBuilder text = new StringBuilder();
        family(text, "redis_up", samples, "", node -> 1);
        family(
                text,
                "redis_cluster_node_cpu_percent",
                samples,
                "",
                node -> node.load().cpuPercent().orElse(0));
        family(
                text,
                "redis_cluster_node_memory_percent",
                samples,
                "",
                node -> node.load().memoryPercent().orElse(0));
        family(
                text,
                "redis_memory_used_bytes",
                samples,
                "",
                node -> node.load().usedMemoryBytes().orElse(0));
        family(
                text,
                "redis_memory_max_bytes",
                samples,
                "",
                node -> node.load().memoryLimitBytes().orElse(0));
        family(
                text,
                "redis_db_keys",
                samples,
                ",db=\"db0\"",
                node -> node.load().keys().orElse(0));
        family(text, "redis_cluster_size", samples, "", node -> 3);
        family(text, "redis_cluster_state", samples, "", node -> 1);
        family(text, "redis_cluster_slots_assigned", samples, "", node -> 16384);
        family(text, "redis_instance_info", samples, node -> ",role=\"" + role(node) + "\"", node -> 1);
        return text.append("# EOF\n").toString();
    }

    private static String role(NodeSample node) {
        return node.role() == NodeSample.Role.MASTER ? "master" : "slave";
    }

    private static void family(
            StringBuilder text, String name, List<Sample> samples, String labels, ToDoubleFunction<NodeSample> value) {
        family(text, name, samples, node -> labels, value);
    }

    private static void family(
            StringBuilder text,
            String name,
            List<Sample> samples,
            Function<NodeSample, String> labels,
            ToDoubleFunction<NodeSample> value) {
        text.append("# TYPE ").append(name).append(" gauge\n");
        for (int i = 0; i < samples.get(0).nodes().size(); i++) {
            for (Sample sample : samples) {
                NodeSample node = sample.nodes().get(i);
                text.append(String.format(
                        Locale.ROOT,
                        "%s{namespace=\"shop\",cluster=\"cart\",pod=\"%s\"%s} %s %d%n",
                        name,
                        node.pod(),
                        labels.apply(node),
                        value.applyAsDouble(node),
                        sample.at().getEpochSecond()));
            }
        }
    }

    private static Lab ask(Object... more) {
        Object[] words = new Object[more.length + 7];
        System.arraycopy(
                new Object[] {source, "--interval", "5", "--from", MadeUp.START.plusSeconds(5), "--to", TO},
                0,
                words,
                0,
                7);
        System.arraycopy(more, 0, words, 7, more.length);
        return Lab.run(new ReplayCommand(), words);
    }

    @Test
    void theSameDemandComesOutAsOfTheSamplesThemselves() throws IOException {
        Path file = MadeUp.recording(
                directory.resolve("same.jsonl"),
                samples().stream().map(Heard::of).toList());
        JsonNode own = Lab.run(new ReplayCommand(), file, "--json", "--against", "hpa,static:5")
                .json();
        JsonNode theirs = ask("--json", "--against", "hpa,static:5").json();
        assertThat(theirs.get("about").get("ticks")).isEqualTo(own.get("about").get("ticks"));
        assertThat(theirs.get("about").get("gapTicks").asInt()).isZero();
        assertThat(theirs.get("policies")).isEqualTo(own.get("policies"));
        assertThat(theirs.get("optimum")).isEqualTo(own.get("optimum"));
    }

    @Test
    void openLoopSpeaksForTheReconcilerThatPrometheusDoesNotKnow() {
        Lab lab = ask("--open-loop");
        assertThat(lab.code()).isZero();
        assertThat(lab.out()).contains("WITHIN_THRESHOLDS");
    }

    @Test
    void aTimeOfWhichItKnowsNothingIsSaid() {
        Lab lab =
                Lab.run(new ReplayCommand(), source, "--from", Instant.EPOCH.plusSeconds(86_400), "--to", "1970-01-03");
        assertThat(lab.code()).isEqualTo(1);
        assertThat(lab.err()).contains("there is no record of shop/cart in that time");
    }

    @Test
    void aPrometheusThatIsNotThereIsNamed() {
        Lab lab = Lab.run(new ReplayCommand(), "prometheus+http://127.0.0.1:1?cluster=shop/cart");
        assertThat(lab.code()).isEqualTo(1);
        assertThat(lab.err()).contains("Prometheus at http://127.0.0.1:1 does not answer");
    }
}

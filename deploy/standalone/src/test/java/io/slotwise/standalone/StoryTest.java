package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system on real parts: Redis and jobs as processes, Kafka and the Kubernetes API in this one. */
class StoryTest {
    @Test
    void theClusterGrowsAndShrinksWithNothingLostAndNoClientErrorWhileRubbishLiesInEachTopic(@TempDir Path directory)
            throws Exception {
        StringWriter out = new StringWriter();
        CompletableFuture<Void> litter = Litter.dropDuring(out);
        int code = Slotwise.commandLine()
                .setOut(new PrintWriter(out))
                .execute("up", "--story", "--port", "0", "--data-dir", directory.toString());

        List<String> lines = out.toString().lines().toList();
        JsonNode summary = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(code).as(out.toString()).isZero();
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
        assertThat(out.toString()).contains("CPU_ABOVE_THRESHOLD", "ALL_BELOW_LOW");
        assertThat(litter).isCompleted();
        assertThat(out.toString())
                .as("dead letters of what the four parts read, with the reason")
                .contains(
                        "set aside: a record of slotwise.clusters: not a ClusterRecord",
                        "set aside: a record of slotwise.samples: not a Sample",
                        "set aside: a record of slotwise.intents: not a Intent");
    }
}

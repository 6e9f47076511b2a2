package io.slotwise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each command on so little that its figures mean nothing: it runs to its end, and says what it should say. */
class CommandsTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path histories;

    @BeforeEach
    void twelveHoursOfWhichTwoAreBusy() throws IOException {
        StringBuilder rows = new StringBuilder("timestamp,value\n");
        for (int row = 0; row < 144; row++) {
            Instant at = START.plus(Duration.ofMinutes(5).multipliedBy(row));
            rows.append(at).append(',').append(row / 12 % 6 == 3 ? 300 : 50).append('\n');
        }
        Files.writeString(histories.resolve("busy.csv"), rows);
    }

    private int run(String... words) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private JsonNode answer(String... words) throws IOException {
        assertThat(run(words)).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void decideHasARowForEachPriceAndNobodyBeatsTheOptimum() throws IOException {
        JsonNode rows =
                answer("decide", "--histories", histories.toString(), "--json").get("rows");

        assertThat(rows.findValuesAsText("violationPrice")).containsExactly("1.0", "5.0", "0.2");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get("history").asText()).isEqualTo("busy");
            assertThat(row.get("regret").asDouble()).isNotNegative();
            assertThat(row.get("peerRegret").asDouble()).isNotNegative();
            assertThat(row.get("cost").asDouble()).isBetween(36.0, 200.0);
            assertThat(row.get("scalings").asInt()).isPositive();
        });
    }

    @Test
    void tuneSaysHowLongItTookAndThatHalfADayIsTooShortToTell() throws IOException {
        JsonNode row = answer("tune", "--histories", histories.toString(), "--tries", "4", "--json")
                .get("rows")
                .get(0);

        assertThat(row.get("history").asText()).isEqualTo("busy");
        assertThat(row.get("advice").asText()).isEqualTo("TOO_SHORT");
        assertThat(row.get("tried").asInt()).isPositive();
        assertThat(row.get("seconds").asDouble()).isPositive();
        assertThat(row.get("optimum").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(row.get("costBefore").asDouble());
    }

    @Test
    void replayMeasuresFromLinesAndFromMemory() throws IOException {
        JsonNode rows =
                answer("replay", "--samples", "200", "--runs", "1", "--json").get("rows");

        assertThat(rows.findValuesAsText("from")).containsExactly("JSON lines", "memory");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get("nodeSamples").asInt()).isEqualTo(1600);
            assertThat(row.get("nodeSamplesPerSecond").asDouble()).isPositive();
        });
    }

    @Test
    void streamsMeasuresARealProcessOnARealBroker() throws IOException {
        JsonNode answer = answer("streams", "--clusters", "3", "--interval", "1", "--json");

        assertThat(answer.get("intents").asInt()).isEqualTo(3);
        assertThat(answer.get("p50Ms").asDouble()).isPositive();
        assertThat(answer.get("maxMs").asDouble())
                .isGreaterThanOrEqualTo(answer.get("p50Ms").asDouble());
        assertThat(answer.get("liveHeapMiB").asDouble()).isBetween(1.0, 256.0);
        assertThat(answer.has("nodeSamplesPerSecond")).isTrue();
    }

    @Test
    void whatCannotBeMeasuredIsAWrongCommandLine() {
        assertThat(run("streams", "--interval", "0")).isEqualTo(2);
        assertThat(run("decide", "--histories", histories.toString(), "--mean", "0"))
                .isEqualTo(2);
        assertThat(run("tune", "--histories", histories.toString(), "--tries", "0"))
                .isEqualTo(2);
        assertThat(run("replay", "--samples", "1")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--interval must be 1", "--mean must be over 0", "--tries must be at least 1");
    }
}

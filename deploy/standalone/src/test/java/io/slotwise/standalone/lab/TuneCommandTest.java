package io.slotwise.standalone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {
    @TempDir
    Path directory;

    private static Lab tune(Object... words) {
        return Lab.run(new TuneCommand(), words);
    }

    /** Settings that no one would leave as they are. */
    private Path wasteful() throws IOException {
        return MadeUp.manifest(directory.resolve("now.yaml"), """
                masters: 3
                cpuThreshold: 55
                cpuThresholdLow: 20
                metricsQueryInterval: 60
                """);
    }

    @Test
    void aBetterSettingIsRecommendedAndWrittenAsAPatch() throws IOException {
        Path patch = directory.resolve("patch.json");
        Path page = directory.resolve("tune.html");
        Lab lab = tune(
                MadeUp.column(directory, 8),
                "--policy",
                wasteful(),
                "--tries",
                "12",
                "--patch",
                patch,
                "--report",
                page);
        assertThat(lab.code()).isZero();
        assertThat(lab.out())
                .contains("Tried ")
                .contains("running cost")
                .contains("violation minutes\n")
                .contains("Recommended: ")
                .contains("did best on the first part, and better on the rest too")
                .contains("kubectl patch rediscluster");
        JsonNode spec = new ObjectMapper().readTree(patch.toFile()).get("spec");
        assertThat(spec.isObject()).isTrue();
        assertThat(spec.size()).isPositive();
        assertThat(page).content().contains("<svg", "Recommended: ").doesNotContain("src=", "@import");
    }

    @Test
    void asJsonItHasTheShapeOfAReplayWithTheFrontAndTheRecommendation() throws IOException {
        JsonNode answer = tune(
                        MadeUp.column(directory, 8),
                        "--json",
                        "--policy",
                        wasteful(),
                        "--tries",
                        "4",
                        "--patch",
                        directory.resolve("p.json"))
                .json();
        assertThat(answer.get("history").asText()).isEqualTo("days");
        assertThat(answer.get("policies").get(0).get("name").asText()).isEqualTo("now");
        assertThat(answer.get("policies").get(0).has("bytesMoved")).isTrue();
        assertThat(answer.get("optimum").get("cost").asDouble()).isPositive();
        assertThat(answer.get("front")).isNotEmpty();
        assertThat(answer.get("recommendation").get("reason").asText()).isNotEmpty();
    }

    @Test
    void ofAShortHistoryItSaysSoAndWritesNoPatch() throws IOException {
        Path patch = directory.resolve("patch.json");
        Lab lab = tune(MadeUp.column(directory, 2), "--interval", "60", "--tries", "3", "--patch", patch);
        assertThat(lab.code()).isZero();
        assertThat(lab.out()).contains("too short to tell").contains("2.0 days");
        assertThat(patch).doesNotExist();
    }

    @Test
    void wrongWordsAreNamed() throws IOException {
        Path days = MadeUp.column(directory, 2);
        assertThat(tune(days, "--objective", "beauty").err()).contains("beauty");
        assertThat(tune(days, "--tries", "0").code()).isEqualTo(2);
        assertThat(tune().code()).isEqualTo(2);
    }
}

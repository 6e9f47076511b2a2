package io.slotwise.standalone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slotwise.streams.replay.Heard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
    @TempDir
    Path directory;

    private Path days = Path.of("");

    @BeforeEach
    void write() throws IOException {
        days = MadeUp.column(directory, 3);
    }

    private static Lab replay(Object... words) {
        return Lab.run(new ReplayCommand(), words);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void asJsonItIsOneObjectWithAllPoliciesAndTheOptimum() throws IOException {
        Lab lab = replay(days, "--json", "--against", "hpa,threshold,target-tracking:55,static:6");
        assertThat(lab.code()).isZero();
        JsonNode answer = lab.json();
        assertThat(names(answer)).startsWith("history", "policies", "optimum");
        assertThat(answer.get("history").asText()).isEqualTo("days");
        assertThat(answer.get("policies"))
                .extracting(line -> line.get("name").asText())
                .containsExactly("slotwise", "hpa", "threshold", "target-tracking:55", "static:6");
        answer.get("policies")
                .forEach(line -> assertThat(names(line))
                        .startsWith(
                                "name",
                                "violationMinutes",
                                "masterHours",
                                "scalings",
                                "flaps",
                                "bytesMoved",
                                "cost",
                                "regret"));
        double best = answer.get("optimum").get("cost").asDouble();
        answer.get("policies").forEach(line -> {
            assertThat(line.get("regret").asDouble()).isNotNegative();
            assertThat(line.get("cost").asDouble() - line.get("regret").asDouble())
                    .isCloseTo(best, org.assertj.core.data.Offset.offset(1e-5));
        });
    }

    @Test
    void theTableSaysWhatWasTakenForWhatAndWhatTheFiguresMean() {
        Lab lab = replay(days, "--against", "hpa");
        assertThat(lab.out())
                .contains("2026-11-02 00:00:00 to 2026-11-05 00:00:00 UTC")
                .contains("percent of one core, times")
                .contains("hpa (80 %)")
                .contains("optimum")
                .contains("regret = cost above the optimum");
    }

    @Test
    void aPartAndAScaleAreAsTheyWereAsked() throws IOException {
        Lab lab = replay(days, "--json", "--scale", "1.5", "--from", "2026-11-03", "--to", "2026-11-03 06:00");
        JsonNode about = lab.json().get("about");
        assertThat(about.get("from").asText()).isEqualTo("2026-11-03T00:00:00Z");
        assertThat(about.get("to").asText()).isEqualTo("2026-11-03T06:00:00Z");
        assertThat(about.get("scale").asDouble()).isEqualTo(1.5);
    }

    @Test
    void aManifestIsPutOnTrial() throws IOException {
        Path manifest = MadeUp.manifest(directory.resolve("new.yaml"), """
                masters: 4
                minMasters: 4
                cpuThreshold: 55
                cpuThresholdLow: 25
                """);
        JsonNode answer = replay(days, "--json", "--policy", manifest).json();
        assertThat(answer.get("policy").get("cpu").get("high").asInt()).isEqualTo(55);
        assertThat(answer.get("policies").get(0).get("masterHours").asDouble()).isGreaterThan(4 * 71);
    }

    private Path withShadows() throws IOException {
        return MadeUp.manifest(directory.resolve("shadows.yaml"), """
                masters: 3
                cpuThreshold: 95
                cpuThresholdLow: 25
                maxMasters: 4
                shadow:
                - name: eager
                  cpuThreshold: 50
                - name: hpa
                  cpuThreshold: 60
                  maxMasters: 6
                """);
    }

    @Test
    void shadowPoliciesAreTriedOnTheirOwnMasters() throws IOException {
        JsonNode answer = replay(days, "--json", "--policy", withShadows(), "--against", "hpa")
                .json();

        assertThat(answer.get("policies"))
                .extracting(line ->
                        line.get("name").asText() + "/" + line.get("setting").asText())
                .containsExactly("slotwise/slotwise", "eager/eager", "hpa/hpa", "hpa/hpa:80");
        List<Double> masterHours = answer.get("policies").findValues("masterHours").stream()
                .map(JsonNode::asDouble)
                .toList();
        assertThat(masterHours.subList(0, 3))
                .as("the lower the threshold, the more masters")
                .isSorted();
        assertThat(masterHours.get(2)).isGreaterThan(masterHours.get(0));
        assertThat(answer.get("policies"))
                .allSatisfy(line -> assertThat(line.get("regret").asDouble()).isNotNegative());
    }

    @Test
    void inAnOpenLoopVerdictsOfShadowPoliciesAreMarked() throws IOException {
        Path file = MadeUp.recording(directory.resolve("cart.jsonl"), MadeUp.records(10));

        Lab lab = replay(file, "--open-loop", "--policy", withShadows());

        assertThat(lab.out().lines())
                .anySatisfy(line -> assertThat(line).contains("  shadow eager  SCALE_OUT  CPU_ABOVE_THRESHOLD  "));
        assertThat(lab.out().lines().filter(line -> !line.contains("  shadow ")))
                .isNotEmpty()
                .noneSatisfy(line -> assertThat(line).contains("SCALE_OUT"));
        assertThat(replay(file, "--open-loop", "--json", "--policy", withShadows())
                        .json()
                        .get("decisions")
                        .findValuesAsText("shadow"))
                .contains("eager", "hpa");
    }

    @Test
    void thePolicyOfTheRecordingIsTheDefaultOne() throws IOException {
        Path file = MadeUp.recording(directory.resolve("cart.jsonl.zst"), MadeUp.records(20));
        JsonNode answer = replay(file, "--json").json();
        assertThat(answer.get("policy").get("version").asInt()).isEqualTo(7);
        assertThat(answer.get("policies").get(0).get("scalings").asInt()).isPositive();
        assertThat(replay(file, "--json", "--policy", "CR").json()).isEqualTo(answer);
    }

    @Test
    void inAnOpenLoopTheVerdictsOnWhatWasRecordedAreListed() throws IOException {
        Path file = MadeUp.recording(directory.resolve("cart.jsonl.gz"), MadeUp.records(10));
        Lab lab = replay(file, "--open-loop");
        assertThat(lab.code()).isZero();
        assertThat(lab.out().lines().toList())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("2026-11-02 00:05")
                        .contains("SCALE_OUT")
                        .contains("CPU_ABOVE_THRESHOLD"));
        assertThat(replay(file, "--open-loop", "--json").json().get("decisions"))
                .hasSize((int) lab.out().lines().count());
    }

    @Test
    void recordedRowsThatCannotBeReadAreSetAsideAndTold() throws IOException {
        List<Heard> records = MadeUp.records(10);
        Path file = MadeUp.recording(directory.resolve("cart.jsonl"), records);
        Files.writeString(file, "{\"topic\":\"slotwise.samples\",\"broken\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(replay(file).out()).contains("1 row was set aside: line " + (records.size() + 1));
    }

    @Test
    void memoryIsReplayedAsBytes() throws IOException {
        JsonNode answer =
                replay(days, "--json", "--as", "memory", "--masters", "4").json();
        assertThat(answer.get("about").get("masters").asInt()).isEqualTo(4);
        assertThat(answer.get("about").get("notes").get(0).asText()).contains("bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--against hpa:200 | hpa:200",
                "--against best | best",
                "--price gold=1 | gold",
                "--violation 120 | 120",
                "--from later | later",
                "--from 2026-11-04 --to 2026-11-03 | is not before",
                "--scale -1 | --scale",
                "--masters 0 | --masters",
                "--interval 0.1 | --interval",
                "--policy nowhere.yaml | nowhere.yaml",
            })
    void aWrongOptionIsNamedInASentence(String words, String named) {
        List<Object> all = new ArrayList<>(List.of(days));
        all.addAll(List.of(words.split(" ")));
        Lab lab = replay(all.toArray());
        assertThat(lab.code()).isEqualTo(2);
        assertThat(lab.err()).contains(named);
        assertThat(lab.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kafka://", "prometheus+http://localhost:9090", "kafka://user:secret@host:9092", "ftp://x/y"})
    void aSourceThatIsNoneIsRefused(String source) {
        Lab lab = replay(source);
        assertThat(lab.code()).isEqualTo(2);
        assertThat(lab.err()).contains("SOURCE").doesNotContain("secret");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Lab lab = replay(directory.resolve("none.csv"));
        assertThat(lab.code()).isEqualTo(1);
        assertThat(lab.err()).contains("there is no file").contains("none.csv");
    }

    @Test
    void aPartWithoutRowsIsRefused() {
        Lab lab = replay(days, "--from", "2030-01-01");
        assertThat(lab.code()).isEqualTo(1);
        assertThat(lab.err()).contains("nothing between --from and --to");
    }
}

package io.slotwise.streams.decision;

import io.slotwise.streams.MarkedSection;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecisionsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/decisions.md");

    @Test
    void theNumbersAreTheDefaults() {
        Rules rules = Rules.DEFAULT;
        Stream<String> rows = Stream.of(
                row("confirmOut", rules.confirmOut(), "samples in a row that must ask for scale-out"),
                row("confirmIn", rules.confirmIn(), "samples in a row that must ask for scale-in"),
                row(
                        "staleAfterIntervals",
                        rules.staleAfterIntervals(),
                        "a sample older than so many `metricsQueryInterval`s is stale"),
                row(
                        "intentLifeIntervals",
                        rules.intentLifeIntervals(),
                        "an intent lives so many `metricsQueryInterval`s, or `scaleCooldownSeconds` if that is longer"),
                row(
                        "fitPercent",
                        rules.fitPercent(),
                        "percent of the high thresholds that remaining masters must stay under after scale-in"),
                row(
                        "fitPercentLearned",
                        rules.fitPercentLearned(),
                        "the same for CPU, where the cluster's own history vouches for it"));
        section("rules", "| number | default | meaning |\n|---|---|---|\n" + rows.collect(Collectors.joining()));
    }

    @Test
    void theGuardsOfSamplesAreThoseOfTheCode() {
        section("sample", guards(Stream.of(SampleGuards.OF_TIME, SampleGuards.OF_CONTENT)));
    }

    @Test
    void theGuardsOfScalingAreThoseOfTheCode() {
        section("scaling", guards(Stream.of(ScalingGuards.OF_SPACE, ScalingGuards.OF_TIME)));
    }

    private static String row(String name, int value, String meaning) {
        return "| `" + name + "` | " + value + " | " + meaning + " |\n";
    }

    private static <S> String guards(Stream<List<Guard<S>>> lists) {
        List<Guard<S>> guards = lists.flatMap(List::stream).toList();
        return IntStream.range(0, guards.size())
                .mapToObj(i -> "| " + (i + 1) + " | " + guards.get(i).rule() + " | `"
                        + guards.get(i).reason() + "` |\n")
                .collect(Collectors.joining("", "| | holds when | reason |\n|---|---|---|\n", ""));
    }

    private static void section(String mark, String content) {
        new MarkedSection(DOCUMENT, mark).mustBe(content);
    }
}

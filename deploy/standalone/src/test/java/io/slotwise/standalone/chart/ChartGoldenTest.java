package io.slotwise.standalone.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartGoldenTest {
    static final Path CASES = Path.of("src/test/resources/chart");

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("in-"))
                    .map(name -> name.substring(3, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theseValuesRenderWhatIsWrittenDown(String name) throws IOException {
        Path golden = CASES.resolve("out-" + name + ".yaml");
        String rendered =
                Chart.byTemplate(Chart.template().withValuesFile(CASES.resolve("in-" + name + ".yaml")))
                        .entrySet()
                        .stream()
                        .filter(entry -> !entry.getKey().equals("crd.yaml"))
                        .map(entry -> "# " + entry.getKey() + "\n" + entry.getValue())
                        .collect(Collectors.joining("---\n"));
        if (Boolean.getBoolean("update")) {
            Files.writeString(golden, rendered);
        }
        assertThat(golden).as("run with -Dupdate=true to write it").hasContent(rendered);
    }

    @Test
    void noFileLiesThereUnused() throws IOException {
        List<String> expected = cases().stream()
                .flatMap(name -> Stream.of("in-" + name + ".yaml", "out-" + name + ".yaml"))
                .toList();
        try (Stream<Path> files = Files.list(CASES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void helmHasNothingToSayAgainstTheChart() {
        assertThat(Chart.lint().getMessages())
                .noneMatch(line -> line.contains("[WARNING]") || line.contains("[ERROR]"));
        assertThat(Chart.lint().isFailed()).isFalse();
    }
}

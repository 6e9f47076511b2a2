package io.slotwise.streams.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden scenarios: a change of policy is a readable difference in them. {@code -Dscenarios=write} writes them anew.
 */
class ScenarioTest {
    private static final Path FOLDER = Path.of("src/test/resources/scenarios");

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theCoreDecidesAsTheScenarioSays(Path file) throws IOException {
        String text = Files.readString(file);
        String replayed = Scenario.replayed(text);
        if ("write".equals(System.getProperty("scenarios"))) {
            Files.writeString(file, replayed);
        }

        assertThat(replayed).isEqualTo(Files.readString(file));
    }

    @Test
    void everyFileOfTheFolderIsAScenario() throws IOException {
        assertThat(scenarios())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file)
                        .hasExtension("txt")
                        .content()
                        .startsWith("# ")
                        .contains(" sample "));
    }

    @Test
    void everyReasonIsInSomeScenario() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : scenarios().toList()) {
            all.append(Files.readString(file));
        }
        assertThat(Stream.of(
                                SampleGuards.OF_TIME,
                                SampleGuards.OF_CONTENT,
                                ScalingGuards.OF_SPACE,
                                ScalingGuards.OF_TIME)
                        .flatMap(List::stream)
                        .map(Guard::reason)
                        .map(Course::hold))
                .allSatisfy(told -> assertThat(all).contains("= " + told));
    }
}

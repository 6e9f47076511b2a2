package io.slotwise.standalone.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
    private static final Map<Component, Path> FOLDERS = new EnumMap<>(Component.class);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @BeforeAll
    static void laysOut() throws IOException {
        Layout layout = layout();
        for (Component component : Component.values()) {
            FOLDERS.put(component, layout.write(component, directory));
        }
    }

    private static Layout layout() {
        return new Layout(Checkout.at(Path.of("../..")), "1.2.3");
    }

    private static Path folder(Component component) {
        return Objects.requireNonNull(FOLDERS.get(component));
    }

    static List<Path> programs() {
        return Arrays.stream(Component.values())
                .flatMap(component -> component.programs().keySet().stream()
                        .map(program -> folder(component).resolve("bin").resolve(program)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void eachProgramRunsFromItsFolderAlone(Path program) throws Exception {
        assertThat(run(program, "--help"))
                .startsWith("Usage: ")
                .contains("-h, --help")
                .doesNotContain("WARN", "SLF4J");
    }

    @Test
    void theVersionIsThatOfTheImages() throws Exception {
        assertThat(run(folder(Component.STANDALONE).resolve("bin/slotwise"), "--version"))
                .startsWith("slotwise 1.2.3");
    }

    @Test
    void classesThatAreKeptAreUsed() throws Exception {
        Path folder = folder(Component.JOB_RUNNER);
        assertThat(run(folder.resolve("bin/archive"))).isEmpty();
        assertThat(folder.resolve("classes.jsa")).isNotEmptyFile();
        ProcessBuilder logging =
                new ProcessBuilder(folder.resolve("bin/job-runner").toString(), "--help");
        logging.environment().put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:stdout");
        assertThat(output(logging)).contains("io.slotwise.job.JobCommand source: shared objects file (top)");
    }

    private static String run(Path program, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Arrays.stream(words))
                .toList());
        return output(builder);
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @ParameterizedTest
    @EnumSource
    void aComponentHasItsOwnModulesAndNoOthers(Component component) throws IOException {
        List<String> jars = names(folder(component).resolve("app"));
        assertThat(jars).contains("slotwise-model.jar");
        if (component == Component.STANDALONE) {
            assertThat(jars).hasSize(8);
        } else {
            assertThat(jars).containsExactlyInAnyOrder("slotwise-model.jar", "slotwise-" + component.folder() + ".jar");
        }
        assertThat(Files.readAllLines(folder(component).resolve("classpath")))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                names(folder(component).resolve("app")).stream().map("app/"::concat),
                                names(folder(component).resolve("lib")).stream().map("lib/"::concat))
                        .toList());
    }

    @Test
    void aPartThatDoesNotSpeakToKubernetesHasNoClientForIt() throws IOException {
        for (Component component :
                List.of(Component.METRICS_COLLECTOR, Component.AUTOSCALER_STREAMS, Component.JOB_RUNNER)) {
            assertThat(names(folder(component).resolve("lib")))
                    .as(component.folder())
                    .noneMatch(name -> name.startsWith("operator-framework") || name.contains("httpclient"));
        }
    }

    @Test
    void theSameClassesMakeTheSameBytes(@TempDir Path again) throws IOException {
        Path second = layout().write(Component.JOB_RUNNER, again);
        for (String jar : names(second.resolve("app"))) {
            assertThat(second.resolve("app").resolve(jar))
                    .hasSameBinaryContentAs(
                            folder(Component.JOB_RUNNER).resolve("app").resolve(jar));
        }
    }

    @Test
    void aFolderOfSomebodyElseIsNotCleared(@TempDir Path full) throws IOException {
        Files.createDirectories(full.resolve("reconciler"));
        assertThatThrownBy(() -> layout().write(Component.RECONCILER, full)).hasMessageContaining("--output");
    }

    @ParameterizedTest
    @EnumSource
    void theDockerfileTakesAllOfTheFolderRunsAsNobodySpecialAndStartsAProgramThatIsThere(Component component)
            throws IOException {
        Path folder = folder(component);
        List<String> lines = Files.readAllLines(folder.resolve("Dockerfile"));
        List<String> taken = lines.stream()
                .filter(line -> line.matches("COPY \\w+ \\w+"))
                .map(line -> line.split(" ", -1)[1])
                .toList();
        assertThat(taken).containsExactlyInAnyOrder("lib", "app", "conf", "bin", "classpath");
        assertThat(taken).allSatisfy(name -> assertThat(folder.resolve(name)).exists());
        assertThat(lines.stream().filter(line -> line.startsWith("COPY --from=archive")))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(taken.stream(), Stream.of("classes.jsa"))
                        .map(name -> "COPY --from=archive /opt/slotwise/" + name + " " + name)
                        .toList());
        assertThat(lines).contains("USER 10001:10001").anyMatch(line -> line.contains(":25-jre"));
        String start = lines.stream()
                .filter(line -> line.startsWith("ENTRYPOINT"))
                .findFirst()
                .orElseThrow()
                .replaceAll("ENTRYPOINT \\[\"/opt/slotwise/|\"]", "");
        assertThat(folder.resolve(start)).isExecutable();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

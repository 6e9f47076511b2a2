package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slotwise.collector.CollectorCommand;
import io.slotwise.reconciler.ReconcilerCommand;
import io.slotwise.streams.StreamsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Running parts, each a process of its own, in vain looking for a Kafka: its client has much to tell at DEBUG. */
class LogLevelsTest {
    private static final Path LOGBACK = Path.of("src/main/resources/logback.xml");
    private static final List<Class<?>> PARTS =
            List.of(CollectorCommand.class, StreamsCommand.class, ReconcilerCommand.class);

    private final List<Process> processes = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterEach
    void ends() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void aLevelIsChangedAndSetBackWhileEachPartRuns() throws IOException {
        Path levels = Files.writeString(directory.resolve("levels.properties"), "logback.logger.io.slotwise=INFO\n");
        for (Class<?> part : PARTS) {
            processes.add(start(part, levels));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> PARTS.stream().allMatch(part -> lines(part, " WARN ") > 0));
        assertThat(PARTS).allSatisfy(part -> assertThat(lines(part, " DEBUG ")).isZero());

        Files.writeString(levels, "logback.logger.org.apache.kafka=DEBUG\n");
        await().atMost(Duration.ofSeconds(30)).until(() -> PARTS.stream().allMatch(part -> lines(part, " DEBUG ") > 0));

        Files.writeString(levels, "logback.logger.org.apache.kafka=WARN\n");
        await().atMost(Duration.ofSeconds(30))
                .during(Duration.ofSeconds(2))
                .until(() -> PARTS.stream().map(part -> lines(part, " DEBUG ")).toList(), new Unchanged()::test);
        assertThat(processes).allMatch(Process::isAlive);
    }

    /** Whether the answer is that of the last time. */
    private static final class Unchanged {
        private List<Long> last = List.of();

        boolean test(List<Long> counts) {
            boolean same = counts.equals(last);
            last = counts;
            return same;
        }
    }

    private Process start(Class<?> part, Path levels) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + LOGBACK.toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                part.getName(),
                "--kafka",
                "127.0.0.1:9",
                "--http-port",
                "0");
        builder.environment().put("SLOTWISE_LOG_LEVELS", levels.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(log(part).toFile())
                .start();
    }

    private Path log(Class<?> part) {
        return directory.resolve(part.getSimpleName() + ".log");
    }

    private long lines(Class<?> part, String level) {
        try (Stream<String> lines = Files.lines(log(part))) {
            return lines.filter(line -> line.contains(level)).count();
        } catch (IOException e) {
            return 0;
        }
    }
}

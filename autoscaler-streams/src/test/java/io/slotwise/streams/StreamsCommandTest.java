package io.slotwise.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StreamsCommandTest {
    private final StreamsCommand command = new StreamsCommand();
    private final CommandLine line = new CommandLine(command);
    private final StringWriter errors = new StringWriter();

    @Test
    void withoutKafkaItSaysWhatToGiveAndEndsWithTwo() {
        line.setErr(new PrintWriter(errors));

        assertThat(line.execute("--kafka", "")).isEqualTo(2);
        assertThat(errors.toString()).contains("--kafka HOST:PORT").contains("KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void anUnreadableFileOfPropertiesIsNamed(@TempDir Path directory) {
        line.setErr(new PrintWriter(errors));

        assertThat(line.execute(
                        "--kafka",
                        "nowhere:9092",
                        "--kafka-config",
                        directory.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(errors.toString()).contains(directory.resolve("none").toString());
    }

    @Test
    void theFileOfPropertiesAndTheStateDirectoryAreTaken(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("kafka.properties"), "security.protocol=SSL\n");
        line.parseArgs(
                "--kafka", "nowhere:9092", "--kafka-config", file.toString(), "--state-dir", directory.toString());

        StreamsConfiguration configuration = command.configuration();

        assertThat(configuration.kafka())
                .containsEntry("bootstrap.servers", "nowhere:9092")
                .containsEntry("security.protocol", "SSL");
        assertThat(configuration.stateDirectory()).contains(directory);
    }
}

package io.slotwise.standalone.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "/dev/pts/3, true",
        "/dev/tty1, true",
        "/dev/console, true",
        "/dev/null, false",
        "/home/me/errors.log, false",
        "pipe:[4711], false",
    })
    void aBarIsDrawnOnlyWhereStandardErrorIsATerminal(Path leadsTo, boolean isTerminal) throws IOException {
        Path descriptor = Files.createSymbolicLink(directory.resolve("2"), leadsTo);

        assertThat(Progress.isTerminal(descriptor)).isEqualTo(isTerminal);
    }

    @Test
    void aBarKeepsToOneLineAndLeavesItBlank() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        BarLine line = new BarLine(new PrintStream(screen, true, UTF_8));

        line.accept("50 %");
        line.close();

        assertThat(screen.toString(UTF_8)).isEqualTo("\r50 %\r" + " ".repeat(79) + "\r");
    }

    @Test
    void whereTheSystemSaysNothingJavasWordHolds() {
        assertThat(Progress.isTerminal(directory.resolve("none"))).isTrue();
    }
}

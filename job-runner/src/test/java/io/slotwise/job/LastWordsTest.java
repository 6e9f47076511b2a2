package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastWordsTest {
    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    private Path file() {
        return folder.resolve("termination-log");
    }

    private int end(Path file, Termination.Work work) {
        return Termination.guard(new PrintWriter(errors), new LastWords(Optional.of(file)), work);
    }

    @Test
    void aRefusalIsLeftInTheFileAsItIsPrinted() {
        int code = end(file(), stop -> new Outcome.Refused("cart-2 has room for 3 MB, and 9 MB are to go there"));

        assertThat(code).isEqualTo(3);
        assertThat(file()).hasContent("cart-2 has room for 3 MB, and 9 MB are to go there");
        assertThat(errors).hasToString("cart-2 has room for 3 MB, and 9 MB are to go there" + System.lineSeparator());
    }

    @Test
    void whatIsThrownIsLeftAsOneSentence() {
        end(file(), stop -> {
            throw new IllegalStateException("10.0.0.1:6379 said nothing");
        });
        assertThat(file()).content().hasLineCount(1).contains("10.0.0.1:6379 said nothing", "running it again");
    }

    @Test
    void aJobThatIsDoneLeavesNothing() {
        end(file(), stop -> new Outcome.Done());
        assertThat(file()).doesNotExist();
    }

    @Test
    void aLongSentenceIsCutSoThatKubernetesKeepsAllOfIt() {
        end(file(), stop -> new Outcome.Failed("€".repeat(5000)));
        assertThat(file()).content().hasSize(1000).endsWith("…");
        assertThat(file().toFile()).satisfies(left -> assertThat(left.length()).isLessThanOrEqualTo(4096));
    }

    @Test
    void aFileThatCannotBeWrittenChangesNothing() {
        assertThat(end(folder.resolve("no/such/folder"), stop -> new Outcome.Failed("it failed")))
                .isEqualTo(1);
        assertThat(errors.toString()).startsWith("it failed");
    }
}

package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SlotwiseTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        CommandLine command = Slotwise.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(words);
    }

    @Test
    void withoutWordsItSaysWhatToTypeFirst() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("./slotwise up", "up", "Exit codes");
    }

    @Test
    void anUnknownCommandIsNamed() {
        assertThat(run("upp")).isEqualTo(2);
        assertThat(err.toString()).contains("upp").contains("up");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThat(run("up", "--sory")).isEqualTo(2);
        assertThat(err.toString()).contains("--sory").contains("--story");
    }

    @Test
    void aLoadScriptThatMakesNoSenseIsExplained() {
        assertThat(run("up", "--load", "cpu lots for 3s")).isEqualTo(2);
        assertThat(err.toString()).contains("--load").contains("lots");
    }
}

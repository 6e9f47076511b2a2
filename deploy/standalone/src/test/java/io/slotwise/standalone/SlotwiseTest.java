package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SlotwiseTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        CommandLine command = Slotwise.commandLine(words);
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(words);
    }

    @Test
    void withoutWordsItSaysWhatToTypeFirst() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("./slotwise up", "up", "Exit codes");
    }

    @Test
    void helpKnowsEveryCommand() {
        for (String name : Slotwise.commandLine().getSubcommands().keySet()) {
            assertThat(run("help", name)).as(name).isZero();
            assertThat(out.toString()).contains("Usage: slotwise " + name);
        }
    }

    @Test
    void aJobIsReadAloneAsAmongTheOthers() {
        String[] words = {"job", "reshard", "--help"};
        assertThat(Slotwise.commandLine(words).getSubcommands().values())
                .flatExtracting(it -> it.getSubcommands().keySet())
                .containsExactly("reshard");
        assertThat(run(words)).isZero();
        StringWriter whole = new StringWriter();
        Slotwise.commandLine().setOut(new PrintWriter(whole)).execute(words);
        assertThat(out.toString()).contains("Usage: slotwise job reshard").isEqualTo(whole.toString());
    }

    @Test
    void theRehearsalMovesSlotsThereAndBack() {
        assertThat(run("rehearse")).isZero();
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

    @ParameterizedTest
    @ValueSource(
            strings = {"up --port x", "up --port 70000", "up --manifest /not/there", "streams --http-port -1", "streams"
            })
    void aWrongOptionGetsASentenceAndWhereToReadOn(String words) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .last(InstanceOfAssertFactories.STRING)
                .startsWith("All options: ./slotwise ");
    }

    @Test
    void aPathIsPrintedAsAShellTakesIt() {
        assertThat(Shell.word("/tmp/a-b/kubeconfig")).isEqualTo("/tmp/a-b/kubeconfig");
        assertThat(Shell.word("/tmp/it's a dir/x")).isEqualTo("'/tmp/it'\\''s a dir/x'");
    }

    @Test
    void aFailureIsSaidInOneLineThatRepeatsNothing() {
        assertThat(Sentences.of(new IllegalStateException(
                        "no manifest", new RuntimeException("at a node\n in line 2", new IOException("a node")))))
                .isEqualTo("no manifest: at a node");
    }

    @Test
    void whatFailsIsSaidWithItsCauseAndWithoutAStackTrace() {
        assertThat(run("reconciler", "--kafka", "nowhere")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("nowhere");
    }
}

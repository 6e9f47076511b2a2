package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class NamedCommandTest {
    private static String said(CommandLine command, String... words) {
        StringWriter said = new StringWriter();
        command.setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(words);
        return said.toString();
    }

    @Test
    void eachCommandAloneSaysWhatItSaysAmongTheOthers() {
        CommandLine whole = JobCommand.commandLine();
        assertThat(whole.getSubcommands().keySet()).contains("reshard", "check");
        for (String name : whole.getSubcommands().keySet()) {
            assertThat(JobCommand.commandLine(name).getSubcommands()).containsOnlyKeys(name);
            for (String word : new String[] {"--help", "--no-such-option"}) {
                assertThat(said(JobCommand.commandLine(name, word), name, word))
                        .isNotBlank()
                        .isEqualTo(said(JobCommand.commandLine(), name, word));
            }
        }
    }

    @Test
    void aWordThatNamesNoneIsReadByTheWhole() {
        assertThat(said(JobCommand.commandLine("reshrad"), "reshrad")).contains("job reshard");
        assertThat(said(JobCommand.commandLine("--help"), "--help")).contains("reshard", "drain");
    }
}

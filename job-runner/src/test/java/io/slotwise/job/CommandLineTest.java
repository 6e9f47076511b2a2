package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private final StringWriter err = new StringWriter();

    private int run(String line) {
        return JobCommand.commandLine().setErr(new PrintWriter(err, true)).execute(line.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            bootstrap --node a=h:1 --masters 2 --replicas 1 | --masters must be at least 3, not 2
            bootstrap --node a=h:1 --masters 3 --replicas -1 | --replicas must be at least 0, not -1
            bootstrap --node a=h --masters 3 --replicas 1 | a node is written POD=HOST:PORT, not 'a=h'
            bootstrap --node a=h:70000 --masters 3 --replicas 1 | is not from 1 to 65535
            bootstrap --node a=h:1 --node a=h:2 --masters 3 --replicas 1 | same name
            bootstrap --cluster x --node a=h:1 --masters 3 --replicas 1 | namespace/name
            reshard --node a=h:1 --to b | --to b is not among the --node options
            reshard --node a=h:1 --to a --cpu a | --cpu is written POD=PERCENT, not 'a'
            reshard --node a=h:1 --to a --cpu a=hot | 'hot' in --cpu a=hot is not a number
            drain --node a=h:1 --masters 3 --replicas 1 --leaving b | --leaving b is not among
            reshard --to a | --node
            check --node a=h:1 --redis-tls=maybe | --redis-tls must be FULL or CA but is maybe
            check --node a=h:1 --redis-ca x | no --redis-tls
            check --node a=h:1 --redis-tls --redis-key x | belong together
            check --node a=h:1 --redis-tls --redis-ca /nowhere | cannot be used: there is no /nowhere
            """)
    void aWrongCommandLineGetsASentenceAndCode2(String line, String sentence) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString()).contains(sentence).doesNotContain("Exception");
    }

    @Test
    void aCheckOfNothingThatAnswersFailsAndSaysSo() {
        StringWriter out = new StringWriter();
        int code = JobCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute("check", "--json", "--node", "127.0.0.1:1");
        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("{\"nodes\":[],\"covered\":0,\"problems\":[\"127.0.0.1:1 does not answer");
    }

    @Test
    void aSeedThatDoesNotAnswerIsNotTakenForAWrongNameOfANode() {
        assertThat(run("reshard --seed 127.0.0.1:1 --to 127.0.0.1:2")).isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).contains("127.0.0.1:1 does not answer: ");
    }

    @Test
    void aRefusalIsOneSentenceAndCode3() {
        assertThat(run("bootstrap --patience 0 --node a=127.0.0.1:1 --masters 3 --replicas 0"))
                .isEqualTo(3);
        assertThat(err.toString()).hasLineCount(1).contains("a at 127.0.0.1:1 does not answer");
    }
}

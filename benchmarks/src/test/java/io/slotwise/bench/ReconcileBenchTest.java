package io.slotwise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import picocli.CommandLine;

/** The real thing on a real API and Kafka, as small as can be: the times mean nothing, the counts do. */
class ReconcileBenchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    @Test
    @EnabledIfSystemProperty(named = "slotwise.e2e", matches = "all", disabledReason = "takes a minute; -Pdeep runs it")
    void twoClustersAreFormedChangedLeftAloneAndRestarted() throws Exception {
        run("reconcile", "--json", "--clusters=2", "--changes=8", "--idle=2");

        JsonNode figures = new ObjectMapper().readTree(out.toString()).at("/sizes/0");
        assertThat(figures.at("/clusters").asInt()).isEqualTo(2);
        assertThat(figures.at("/requestsPerTurn").asDouble())
                .as("a turn after a change looks, and writes a status")
                .isBetween(8.0, 14.0);
        assertThat(figures.at("/requestsPerIdleTurn").asDouble())
                .as("a turn with nothing to do only looks")
                .isBetween(5.0, 9.0);
        assertThat(List.of("turnP95Ms", "statusP95Ms", "heapMiB", "firstTurnSeconds", "allTurnsSeconds"))
                .allSatisfy(figure ->
                        assertThat(figures.path(figure).asDouble()).as(figure).isPositive());
        assertThat(err.toString()).isEqualToIgnoringWhitespace("measuring 2 clusters");
    }

    @Test
    void numbersOfClustersThatMakeNoSenseAreRefused() {
        assertThat(run("reconcile", "--clusters=0")).isEqualTo(2);
        assertThat(err.toString()).contains("--clusters must be from 1 to 10000 but is [0]");
    }

    @Test
    void theHelpCanBePrinted() {
        assertThat(run("reconcile", "--help")).isZero();
        assertThat(out.toString()).contains("while 1 % of the API's answers are errors.");
    }
}

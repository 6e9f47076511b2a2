package io.slotwise.standalone.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void promtoolFindsTheRulesRightAndTheirTestsPass() throws IOException, InterruptedException {
        Optional<Path> promtool = Programs.find("promtool");
        assumeTrue(
                promtool.isPresent(),
                "No promtool on the PATH, so that the alert rules were not tested; install the package prometheus.");
        run(promtool.orElseThrow(), "check", "rules", Rules.FILE);
        run(promtool.orElseThrow(), "test", "rules", Rules.TEST);
    }

    private static void run(Path promtool, String verb, String what, Path file)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        promtool.toString(),
                        verb,
                        what,
                        Rules.DIRECTORY.relativize(file).toString())
                .directory(Rules.DIRECTORY.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void eachAlertIsTestedBothFiringAndSilent() {
        List<JsonNode> tests = Rules.read(Rules.TEST)
                .path("tests")
                .valueStream()
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .toList();
        Set<String> alerts = names(Rules.all().stream().map(rule -> rule.path("alert")));
        assertThat(alerts).hasSizeGreaterThanOrEqualTo(10);
        Predicate<JsonNode> fires = test -> !test.path("exp_alerts").isEmpty();
        assertThat(names(tests.stream().filter(fires).map(test -> test.path("alertname"))))
                .isEqualTo(alerts);
        assertThat(names(tests.stream().filter(fires.negate()).map(test -> test.path("alertname"))))
                .isEqualTo(alerts);
    }

    private static Set<String> names(Stream<JsonNode> nodes) {
        return nodes.map(JsonNode::asText).collect(Collectors.toSet());
    }

    @Test
    void eachAlertSaysHowBadItIsWhatIsTheMatterAndWhatToDo() {
        assertThat(Rules.all()).allSatisfy(rule -> {
            assertThat(rule.path("labels").path("severity").asText()).isIn("critical", "warning");
            assertThat(rule.path("annotations").path("summary").asText()).endsWith(".");
            assertThat(rule.path("annotations").path("action").asText()).isNotEmpty();
            assertThat(rule.path("for").asText()).isNotEmpty();
        });
    }
}

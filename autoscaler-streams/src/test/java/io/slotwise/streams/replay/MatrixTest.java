package io.slotwise.streams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.Policy;
import io.slotwise.streams.decision.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How each policy does on each scenario, checked in; {@code -Ddocs=write} writes it anew. */
class MatrixTest {
    private static final Path FILE = Path.of("src/test/resources/replay/matrix.txt");
    private static final String HEAD = String.format(
            Locale.ROOT,
            "  %-18s %9s %9s %8s %6s %9s %9s %9s%n",
            "policy",
            "violation",
            "master h",
            "scalings",
            "flaps",
            "GB moved",
            "cost",
            "regret");

    @Test
    void theMatrixIsAsCheckedIn() throws IOException {
        StringBuilder text = new StringBuilder("Price: " + Price.DEFAULT + ". Violation in minutes.\n");
        for (MatrixScenario scenario : MatrixScenario.ALL) {
            Course course = scenario.course();
            text.append('\n')
                    .append(course.name())
                    .append(": ")
                    .append(scenario.text())
                    .append('\n')
                    .append(HEAD);
            Comparison comparison = Comparison.run(course, contenders(), Plant.DEFAULT, Price.DEFAULT);
            comparison.policies().forEach(line -> text.append(row(line)));
            text.append(row(comparison.optimum()));
        }
        if ("write".equals(System.getProperty("docs"))) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        }
        assertThat(text.toString()).isEqualTo(Files.readString(FILE));
    }

    private static List<Contender> contenders() {
        Policy plain = Manifest.with(Manifest.DEFAULT, Policy.Strategy.THRESHOLD);
        List<Contender> all = new ArrayList<>();
        all.add(Slotwise.asRecorded());
        all.add(new Slotwise("slotwise, plain", Optional.of(plain), Rules.DEFAULT));
        all.addAll(Contenders.parse("threshold:80/40,hpa:70,target-tracking:60,static:3,static:6"));
        return all;
    }

    private static String row(Comparison.Line line) {
        return String.format(
                Locale.ROOT,
                "  %-18s %9.2f %9.2f %8d %6d %9.2f %9.2f %9.2f%n",
                line.name(),
                line.violationMinutes(),
                line.masterHours(),
                line.scalings(),
                line.flaps(),
                line.bytesMoved() / 1e9,
                line.cost(),
                line.regret());
    }
}

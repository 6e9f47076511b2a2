package io.slotwise.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.bench.data.Damage;
import io.slotwise.bench.load.Latency;
import io.slotwise.bench.run.Run;
import io.slotwise.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Report REPORT = new Report(List.of(
            cell("2000 op/s", Optional.of(new Latency(2000, 0.2, 0.5, 1)), Damage.NONE),
            cell("none", Optional.empty(), Damage.NONE)));

    private static Cell cell(String load, Optional<Latency> latency, Damage damage) {
        Cell.Setting setting = new Cell.Setting("redis 7.0.15", "1M x 100 B", load, 1, 2731);
        Side theirs = Side.of(
                List.of(run(9, latency, Damage.NONE), run(8, latency, Damage.NONE), run(12, latency, Damage.NONE)));
        Side ours = Side.of(List.of(
                run(3, latency.map(ReportTest::doubled), damage),
                run(3.5, latency.map(ReportTest::doubled), damage),
                run(2.5, latency.map(ReportTest::doubled), damage)));
        return Cell.of(setting, "redis-cli pipeline 10", "default", ours, theirs);
    }

    private static Run run(double wall, Optional<Latency> latency, Damage damage) {
        return new Run("redis 7.0.15", wall, wall / 2, 166_680, 12.5, 4.25, latency, latency, Map.of(), damage);
    }

    private static Latency doubled(Latency latency) {
        return new Latency(latency.operations(), latency.p50() * 2, latency.p99() * 2, latency.max() * 2);
    }

    @Test
    void ratiosAreOfMedians() {
        assertThat(REPORT.cells().get(0).wallRatio()).isEqualTo(3);
        assertThat(REPORT.cells().get(0).p99Ratio()).contains(2.0);
    }

    @Test
    void withoutAClientThereIsNoRatioOfLatencies() {
        assertThat(REPORT.cells().get(1).p99Ratio()).isEmpty();
    }

    @Test
    void aLossOfOursIsAFlaw() {
        assertThat(REPORT.isFlawless()).isTrue();
        assertThat(new Report(List.of(cell("none", Optional.empty(), new Damage(0, 0, 1, 0)))).isFlawless())
                .isFalse();
    }

    @Test
    void theTableHasALineForEachMoverOfACell() throws IOException {
        assertThat(Table.of(REPORT) + "\n").isEqualTo(resource("report.txt"));
    }

    @Test
    void theTableSaysWhenTheMachineWasBusy() {
        Side steady = Side.of(List.of(run(3, Optional.empty(), Damage.NONE)));
        Side shaken = Side.of(List.of(run(3, Optional.empty(), Damage.NONE), run(5, Optional.empty(), Damage.NONE)));
        Cell.Setting setting = new Cell.Setting("redis 7.0.15", "1M x 100 B", "none", 1, 2731);

        assertThat(Table.of(new Report(List.of(Cell.of(setting, "redis-cli pipeline 10", "fast", steady, shaken)))))
                .contains("busy");
    }

    @Test
    void theJsonHasTheShapeThatIsDocumented() throws IOException {
        assertThat(Json.text(REPORT) + "\n").isEqualTo(resource("report.json"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportTest.class.getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

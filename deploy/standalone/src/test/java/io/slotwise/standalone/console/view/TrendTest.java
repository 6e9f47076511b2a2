package io.slotwise.standalone.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(100), 20, 1, 1, 1, 1, 1);
    private static final long SECOND = 1000;
    private static final long START = 1_700_000_000_000L;

    private static Point point(long second, int cpu) {
        return new Point(
                START + second * SECOND, List.of("a", "b"), List.of(cpu, 1), List.of(2, Point.UNKNOWN), List.of());
    }

    private static List<Point> with(List<Point> trend, Point point) {
        return Trend.with(trend, point, LIMITS);
    }

    @Test
    void itNeverHoldsMoreThanTheLimitAndStaysInOrder() {
        List<Point> trend = List.of();
        for (int i = 0; i < 1000; i++) {
            trend = with(trend, point(i, i % 100));
            assertThat(trend).hasSizeLessThanOrEqualTo(LIMITS.points());
        }
        assertThat(trend).extracting(Point::at).isSorted().doesNotHaveDuplicates();
        assertThat(trend.get(trend.size() - 1)).isEqualTo(point(999, 99));
    }

    @Test
    void thePastBecomesCoarserBeforeItIsForgotten() {
        List<Point> trend = List.of();
        for (int i = 0; i < 100; i++) {
            trend = with(trend, point(i, 10));
        }
        assertThat(trend.get(0).at()).isEqualTo(START);
        assertThat(trend.get(trend.size() - 1).at()
                        - trend.get(trend.size() - 2).at())
                .isEqualTo(SECOND);
    }

    @Test
    void aPeakOutlivesThatItsTimeBecomesCoarse() {
        List<Point> trend = List.of();
        for (int i = 0; i < 100; i++) {
            trend = with(trend, point(i, i == 7 ? 990 : 100));
        }
        assertThat(trend).anyMatch(point -> point.cpu().get(0) == 990);
    }

    @Test
    void whatIsOlderThanTheSpanGoes() {
        List<Point> trend =
                with(with(List.of(), point(0, 1)), point(Duration.ofMinutes(101).toSeconds(), 2));
        assertThat(trend).hasSize(1);
    }

    @Test
    void aStragglerIsLeftOut() {
        List<Point> trend = with(with(List.of(), point(10, 1)), point(9, 2));
        assertThat(trend).containsExactly(point(10, 1));
    }

    @Test
    void aClockThatIsSetBackTakesTheFutureWithIt() {
        List<Point> trend = with(with(List.of(), point(0, 1)), point(7200, 2));
        trend = with(trend, point(600, 3));
        assertThat(trend).extracting(Point::at).containsExactly(START + 600 * SECOND);
    }

    @Test
    void mastersThatChangeAtEveryPointDoNotLiftTheLimit() {
        List<Point> trend = List.of();
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            List<String> pods = List.of("p" + random.nextInt(1000));
            trend = with(trend, new Point(START + i * SECOND, pods, List.of(1), List.of(1), List.of()));
            assertThat(trend).hasSizeLessThanOrEqualTo(LIMITS.points());
        }
    }
}

package io.slotwise.streams.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    /** 240 ticks of 15 s are an hour. */
    private static final int HOUR = 240;

    @Test
    void aClusterThatIsLeftAloneCostsItsMastersHours() {
        Score score = run(course().cpu(150).ticks(HOUR).build(), "static:3").score();

        assertThat(score.masterHours()).isCloseTo(3, within(1e-9));
        assertThat(score.violationMinutes()).isZero();
        assertThat(score.cost()).isCloseTo(3, within(1e-9));
    }

    @Test
    void aTickWithTheHottestMasterAtNinetyPercentIsAViolation() {
        Score score = run(course().cpu(269.9).ticks(4).cpu(270).ticks(8).build(), "static:3")
                .score();

        assertThat(score.violationMinutes()).isCloseTo(2, within(1e-9));
        assertThat(score.relief()).isEqualTo(new Score.Relief(1, 120, 120));
    }

    @Test
    void skewMakesTheHottestMasterHotterThanTheMean() {
        Score score =
                run(course().cpuSkew(2).cpu(135).ticks(4).build(), "static:3").score();

        assertThat(score.violationMinutes()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aScalingIsBilledForTheGreaterNumberWhileItRunsAndMovesBytes() {
        // 3 → 4 moves a quarter of 3 GB: 3.75 million keys in 52.5 s, 5 s for the bytes, 20 s besides: 77.5 s, 6 ticks.
        Result result = run(course().cpu(100).ticks(HOUR).build(), "static:4");

        Scaling scaling = result.scalings().get(0);
        assertThat(scaling.seconds()).isEqualTo(90);
        assertThat(scaling.bytesMoved()).isEqualTo(750e6);
        assertThat(result.score().masterHours()).isCloseTo(4, within(1e-9));
        assertThat(result.score().cost()).isCloseTo(4.25, within(1e-9));
    }

    @Test
    void whileAScalingRunsItsSourcesAreHotterAndItsReliefComesBitByBit() {
        // 245 % lie on 3.08 masters in the first of six ticks, 79.5 % each, and moving adds 11.9 %; on 3.25 in the
        // second.
        Score score = run(course().cpu(245).ticks(HOUR).build(), "static:4").score();

        assertThat(score.violationMinutes()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void aReversalWithinAnHourIsAFlap() {
        // 67 % asks an HPA of 60 % for a fourth master; the demand then falls, and after 300 s three are enough.
        Course course = course().cpu(200).ticks(HOUR).cpu(20).ticks(HOUR).build();

        Score score = run(course, "hpa:60").score();

        assertThat(score.scalings()).isEqualTo(2);
        assertThat(score.flaps()).isEqualTo(0);
        assertThat(run(course().cpu(200).ticks(40).cpu(20).ticks(HOUR).build(), "hpa:60")
                        .score()
                        .flaps())
                .isEqualTo(1);
    }

    @Test
    void aTickWithoutDataIsBilledAndIsNoViolation() {
        CourseBuilder course = course().cpu(500);
        for (int i = 0; i < 8; i++) {
            course.tick(Course.Sight.ABSENT);
        }

        Score score = run(course.build(), "threshold:80/40").score();

        assertThat(score.scalings()).isZero();
        assertThat(score.violationMinutes()).isZero();
        assertThat(score.masterHours()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void memoryIsShareOfItsLimit() {
        Course course = Course.of(new Course.Setting("m", START, Duration.ofSeconds(15), 3, OptionalLong.of(1_000)))
                .bytes(2_700)
                .ticks(4)
                .build();

        assertThat(run(course, "static:3").score().violationMinutes()).isCloseTo(1, within(1e-9));
    }

    @Test
    void theDecisionCoreScalesOutUnderLoadAndSaysWhy() {
        Result result = Simulation.run(
                course().cpu(285).ticks(HOUR).build(),
                Slotwise.asRecorded(),
                Plant.DEFAULT,
                Price.DEFAULT,
                Result.Detail.FULL);

        assertThat(result.scalings()).hasSize(1);
        assertThat(result.scalings().get(0).sentence()).contains("above cpuThreshold 89 %");
        assertThat(result.decisions()).isNotEmpty();
        assertThat(result.timeline().stretches()).hasSize(HOUR);
    }

    private static CourseBuilder course() {
        return Course.of(new Course.Setting("test", START, Duration.ofSeconds(15), 3, OptionalLong.empty()));
    }

    private static Result run(Course course, String contender) {
        return Simulation.run(
                course, Contenders.parse(contender).get(0), Plant.DEFAULT, Price.DEFAULT, Result.Detail.SCORE);
    }
}

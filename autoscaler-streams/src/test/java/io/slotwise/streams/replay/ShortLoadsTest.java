package io.slotwise.streams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.Limits;
import io.slotwise.model.Policy;
import io.slotwise.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the decision core makes of loads that are over before more masters could carry them. */
class ShortLoadsTest {
    private static final Instant START = Instant.parse("2026-03-02T00:02:30Z");
    private static final int MINUTE = 4;
    private static final int LEARNED = 4;

    @Test
    void loadsOfAMinuteAreWaitedOutOnceEnoughWereSeen() {
        Result result = run(minuteEachHour(12).build(), Policy.Strategy.ADAPTIVE);

        assertThat(result.scalings().stream().filter(scaling -> scaling.to() > scaling.from()))
                .hasSize(LEARNED)
                .allMatch(scaling -> scaling.at().isBefore(START.plus(Duration.ofHours(LEARNED))));
        assertThat(result.decisions())
                .filteredOn(decision -> decision.reason() == Reason.CONFIRMING)
                .last()
                .satisfies(decision -> assertThat(decision.sentence())
                        .contains(
                                "this is sample 1 of the ",
                                " in a row that are needed, since many such loads of this"
                                        + " cluster were over before"));
    }

    @Test
    void aLoadThatLastsIsStillServed() {
        Course course = minuteEachHour(8).cpu(400).ticks(60 * MINUTE).build();

        List<Scaling> scalings = run(course, Policy.Strategy.ADAPTIVE).scalings();

        assertThat(scalings.stream()
                        .filter(scaling ->
                                scaling.to() > scaling.from() && scaling.at().isAfter(START.plus(Duration.ofHours(8)))))
                .first()
                .satisfies(scaling -> assertThat(scaling.at())
                        .isBefore(START.plus(Duration.ofHours(8)).plus(Duration.ofMinutes(16))));
    }

    @Test
    void thePlainRuleWaitsForNothing() {
        Result result = run(minuteEachHour(12).build(), Policy.Strategy.THRESHOLD);

        assertThat(result.scalings().stream().filter(scaling -> scaling.to() > scaling.from()))
                .hasSize(12);
    }

    @Test
    void whoSaysHowLongToWaitGetsThat() {
        Policy hasty = with(new Limits(
                Limits.NONE.maxStep(),
                Optional.of(Duration.ZERO),
                Limits.NONE.inWindow(),
                Limits.NONE.maxBytesPerDay(),
                Limits.NONE.maxScalingsPerDay(),
                Limits.NONE.excludedWindows(),
                Limits.NONE.forecast()));

        Result result = Simulation.run(
                minuteEachHour(12).build(), Slotwise.of(hasty), Plant.DEFAULT, Price.DEFAULT, Result.Detail.FULL);

        assertThat(result.decisions()).noneMatch(decision -> decision.sentence().contains("were over before"));
    }

    @Test
    void memoryAboveItsThresholdWaitsForNothing() {
        CourseBuilder course = builder();
        for (int hour = 0; hour < 12; hour++) {
            double bytes = hour < 8 ? 3e9 : 5.1e9;
            course.bytes(bytes).cpu(400).ticks(MINUTE).cpu(150).ticks(59 * MINUTE);
        }

        List<Scaling> scalings = run(course.build(), Policy.Strategy.ADAPTIVE).scalings();

        assertThat(scalings.stream().filter(scaling -> scaling.at().isAfter(START.plus(Duration.ofHours(8)))))
                .first()
                .satisfies(scaling -> assertThat(scaling.at())
                        .isEqualTo(START.plus(Duration.ofHours(8)).plusSeconds(15)));
    }

    private static CourseBuilder minuteEachHour(int hours) {
        CourseBuilder course = builder().bytes(3e9);
        for (int hour = 0; hour < hours; hour++) {
            course.cpu(400).ticks(MINUTE).cpu(150).ticks(59 * MINUTE);
        }
        return course;
    }

    private static CourseBuilder builder() {
        return Course.of(
                new Course.Setting("short", START, Duration.ofSeconds(15), 3, OptionalLong.of(2_000_000_000L)));
    }

    private static Result run(Course course, Policy.Strategy strategy) {
        Policy policy = Manifest.with(Manifest.DEFAULT, strategy);
        return Simulation.run(course, Slotwise.of(policy), Plant.DEFAULT, Price.DEFAULT, Result.Detail.FULL);
    }

    private static Policy with(Limits limits) {
        Policy plain = Manifest.DEFAULT;
        return new Policy(
                plain.version(),
                plain.scaling(),
                plain.minMasters(),
                plain.maxMasters(),
                plain.cpu(),
                plain.memory(),
                plain.scaleCooldown(),
                plain.metricsQueryInterval(),
                plain.prometheusUrl(),
                plain.strategy(),
                limits,
                plain.pause(),
                plain.shadows());
    }
}

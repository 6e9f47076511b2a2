package io.slotwise.streams.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.json.Json;
import io.slotwise.streams.replay.Course;
import io.slotwise.streams.replay.CourseBuilder;
import io.slotwise.streams.replay.Manifest;
import io.slotwise.streams.replay.Plant;
import io.slotwise.streams.replay.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class TunerTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private static final Tuner.Workers ONE_AFTER_ANOTHER = new Tuner.Workers() {
        @Override
        public <T> List<T> run(List<? extends Callable<T>> work) {
            List<T> answers = new ArrayList<>();
            for (Callable<T> part : work) {
                try {
                    answers.add(part.call());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
            return answers;
        }
    };

    /** Four hours of rush each day, in which five masters are wanted, and little else. */
    private static Course days(int days) {
        CourseBuilder course =
                Course.of(new Course.Setting("days", START, Duration.ofMinutes(5), 3, OptionalLong.empty()));
        for (int minute = 0; minute < days * 24 * 60; minute += 5) {
            double hour = minute / 60.0 % 24;
            double rush = hour > 9 && hour < 13 ? 240 * Math.sin((hour - 9) / 4 * Math.PI) : 0;
            course.cpu(120 + rush).tick();
        }
        return course.build();
    }

    private static Tuning tune(Course course, Objective objective) {
        return tune(course, objective, 16);
    }

    private static Tuning tune(Course course, Objective objective, int tries) {
        return new Tuner(
                        List.of(course),
                        new Tuner.Terms(Manifest.DEFAULT, Plant.DEFAULT, Price.DEFAULT, objective),
                        ONE_AFTER_ANOTHER)
                .search(tries, 7);
    }

    @Test
    void theSameSeedGivesTheSameAnswer() {
        assertThat(tune(days(8), Objective.COST)).isEqualTo(tune(days(8), Objective.COST));
    }

    @Test
    void theFrontHasNothingThatAnotherBeatsInBoth() {
        List<Tuning.Trial> front = tune(days(8), Objective.COST).front();
        assertThat(front).isNotEmpty();
        for (int i = 1; i < front.size(); i++) {
            assertThat(front.get(i).train().runningCost())
                    .isGreaterThan(front.get(i - 1).train().runningCost());
            assertThat(front.get(i).train().violationMinutes())
                    .isLessThan(front.get(i - 1).train().violationMinutes());
        }
    }

    @Test
    void aHistoryWithSamplesFartherApartThanThePolicySaysIsScaledAllTheSame() {
        assertThat(tune(days(8), Objective.COST).before().train().scalings()).isPositive();
    }

    @Test
    void itRecommendsOnlyWhatIsBetterOnTheRestToo() {
        for (Objective objective : Objective.values()) {
            Tuning tuning = tune(days(8), objective);
            if (tuning.advice() == Tuning.Advice.CHANGE) {
                assertThat(objective.isBetter(
                                tuning.recommended().judged(), tuning.before().judged()))
                        .isTrue();
                assertThat(tuning.patch()).isNotEmpty();
            } else {
                assertThat(tuning.patch()).isEmpty();
                assertThat(tuning.recommended()).isEqualTo(tuning.before());
            }
        }
    }

    @Test
    void ofAShortHistoryItSaysThatItCannotTell() {
        Tuning tuning = tune(days(3), Objective.COST);
        assertThat(tuning.advice()).isEqualTo(Tuning.Advice.TOO_SHORT);
        assertThat(tuning.reason()).contains("3.0 days", "7");
        assertThat(tuning.patch()).isEmpty();
    }

    @Test
    void aPatchHasJustTheFieldsThatDiffer() {
        Settings now = Settings.of(Manifest.DEFAULT);
        Settings other = Knob.IN_WINDOW.turn(Knob.CPU_LOW.turn(now, 50), 300);
        assertThat(other.patch(now)).containsOnlyKeys("cpuThresholdLow", "scaling");
        assertThat(other.patch(now)).containsEntry("scaling", java.util.Map.of("inWindowSeconds", 300L));
        assertThat(now.patch(now)).isEmpty();
    }

    @Test
    void aPatchTakesAwayWhatIsLeftToTheStrategyAgain() {
        Settings other = Settings.of(Manifest.DEFAULT);
        Settings now = Knob.MAX_STEP.turn(Knob.IN_WINDOW.turn(other, 300), 2);
        assertThat(Json.text(other.patch(now))).isEqualTo("{\"scaling\":{\"inWindowSeconds\":null,\"maxStep\":null}}");
        assertThat(other.unlike(now)).isEqualTo("any step, in as learned");
    }

    @Test
    void ofALongHistoryTheLastFourWeeksOfTheFirstPartAreSearchedOn() {
        Tuning tuning = tune(days(70), Objective.COST, 1);
        assertThat(tuning.before().train().masterHours())
                .isLessThan(tuning.before().judged().masterHours() * 1.1);
    }

    @Test
    void thresholdsNeverComeTooNear() {
        Settings now = Settings.of(Manifest.DEFAULT);
        assertThat(Knob.CPU_HIGH.turn(now, 65)).isEqualTo(now);
        assertThat(Knob.CPU_LOW.turn(now, 65).cpu().low()).isEqualTo(65);
    }
}

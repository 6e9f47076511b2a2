package io.slotwise.streams.decision.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LearningTest {
    private static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(Steps.SECONDS);
    private static final Bounds BOUNDS = new Bounds(3, 12, moves(1.5));
    private static final Bounds WIDE = new Bounds(3, 60, moves(0.4));

    @Test
    void nothingIsAdvisedBeforeAnHourWasSeen() {
        Learning almost = after(Duration.ofMinutes(55), at -> 300);

        assertThat(almost.wanted(MONDAY.plus(almost.minutes(), java.time.temporal.ChronoUnit.MINUTES), 5, 300))
                .isEmpty();
    }

    @Test
    void mastersThatAreNotNeededForLongGo() {
        Learning learning = after(Duration.ofHours(24), at -> hour(at) < 6 ? 400 : 200);

        assertThat(wanted(learning, Duration.ofHours(24), 5, 200)).hasValue(3);
    }

    @Test
    void whatARareSpikeNeededGoesAtOnceNotFewByFew() {
        Learning learning = after(Duration.ofHours(6), WIDE, at -> hour(at) == 2 ? 4000 : 200);

        assertThat(wanted(learning, Duration.ofHours(6), 45, 200).orElseThrow()).isLessThan(30);
    }

    @Test
    void mastersThatAreNeededAgainEveryHalfHourStay() {
        Learning learning = after(Duration.ofHours(24), at -> minute(at) % 30 < 10 ? 400 : 200);

        assertThat(wanted(learning, Duration.ofHours(24), 5, 200)).hasValue(5);
    }

    @Test
    void aLoadThatIsTooHighForTheMastersThatAreThereAsksForAsManyAsCarryIt() {
        Learning learning = after(Duration.ofHours(24), at -> hour(at) % 12 < 6 ? 520 : 200);

        assertThat(wanted(learning, Duration.ofHours(24), 3, 520)).hasValue(6);
    }

    @Test
    void whatRisesEveryMorningIsExpectedToRise() {
        ToDoubleFunction<Instant> office = at -> hour(at) >= 8 && hour(at) < 18 ? 500 : 200;
        Learning learning = after(Duration.ofDays(5).plusMinutes(7 * 60 + 55), office);
        Instant early = MONDAY.plus(Duration.ofDays(5).plusMinutes(7 * 60 + 55));

        assertThat(learning.isSeasonal()).isTrue();
        assertThat(learning.expected(early, 200, 10)).isBetween(400.0, 600.0);
        assertThat(learning.expected(early.minus(Duration.ofHours(3)), 200, 10)).isBetween(190.0, 210.0);
    }

    @Test
    void whatComesAtRandomIsNotTakenForASeason() {
        Learning learning = after(Duration.ofDays(4), at -> 300 + 40 * Math.sin(Steps.of(at) * 12.9898 % 97));

        assertThat(learning.isSeasonal()).isFalse();
    }

    @Test
    void aStepIsLearnedOnce() {
        Learning learning = after(Duration.ofHours(2), at -> 300);
        Instant last = MONDAY.plus(Duration.ofHours(2)).minusSeconds(15);

        assertThat(learning.learn(last, 900, BOUNDS)).isEmpty();
    }

    @Test
    void aGapTeachesNothing() {
        Learning before = after(Duration.ofHours(2), at -> 300);

        Learning after =
                before.learn(MONDAY.plus(Duration.ofHours(5)), 900, BOUNDS).orElseThrow();

        assertThat(after.fixed().transitions()).isEqualTo(before.fixed().transitions());
    }

    @Test
    void itIsTheSameAfterItWasWrittenAndRead() {
        Learning learning = after(Duration.ofDays(3), at -> hour(at) >= 8 && hour(at) < 18 ? 500 : 200);

        assertThat(Json.read(Json.bytes(learning), Learning.class)).isEqualTo(learning);
    }

    @Test
    void aWeekOfADifferentLoadEachStepStaysSmall() {
        Learning learning = after(Duration.ofDays(7), at -> 150 + Math.floorMod(Steps.of(at) * 7919, 600));

        assertThat(Json.bytes(learning)).hasSizeLessThan(64 * 1024);
    }

    @Property(tries = 30)
    void adviceStaysWithinItsBounds(
            @ForAll @Size(min = 20, max = 120) List<@DoubleRange(min = 0, max = 2000) Double> demands,
            @ForAll @IntRange(min = 3, max = 12) int present) {
        Learning learning = after(
                STEP.multipliedBy(demands.size()),
                at -> demands.get((int) Duration.between(MONDAY, at).dividedBy(STEP)));

        for (double demand : demands) {
            assertThat(wanted(learning, STEP.multipliedBy(demands.size()), present, demand)
                            .orElseThrow())
                    .isBetween(3, 12);
        }
    }

    private static Bounds.Moves moves(double minutesForEach) {
        return new Bounds.Moves() {
            @Override
            public double minutes(int from, int to) {
                return minutesForEach * Math.abs(to - from);
            }

            @Override
            public double overhead(int from, int to) {
                return 36.0 / from;
            }
        };
    }

    private static OptionalInt wanted(Learning learning, Duration since, int present, double demand) {
        return learning.wanted(MONDAY.plus(since), present, demand);
    }

    private static Learning after(Duration time, ToDoubleFunction<Instant> demand) {
        return after(time, BOUNDS, demand);
    }

    private static Learning after(Duration time, Bounds bounds, ToDoubleFunction<Instant> demand) {
        Learning learning = Learning.NOTHING;
        for (Instant at = MONDAY; at.isBefore(MONDAY.plus(time)); at = at.plus(STEP)) {
            learning = learning.learn(at, demand.applyAsDouble(at), bounds).orElseThrow();
        }
        return learning;
    }

    private static long hour(Instant at) {
        return Duration.between(MONDAY, at).toHours() % 24;
    }

    private static long minute(Instant at) {
        return Duration.between(MONDAY, at).toMinutes() % 60;
    }
}

package io.slotwise.streams.decision.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.json.Json;
import java.time.Duration;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpellsTest {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Bounds.Moves MOVES = new Bounds.Moves() {
        @Override
        public double minutes(int from, int to) {
            return 1.5 * Math.abs(to - from);
        }

        @Override
        public double overhead(int from, int to) {
            return 10;
        }
    };

    @Test
    void fewLoadsSayNothing() {
        assertThat(of(3, 60, 1).patience(INTERVAL, 3, MOVES)).isEmpty();
    }

    @Test
    void loadsThatStayAreServedAtTheFirstSample() {
        assertThat(of(5, 60, 1).patience(INTERVAL, 3, MOVES)).hasValue(1);
    }

    @Test
    void loadsOfAMinuteAreWaitedOut() {
        assertThat(of(5, 1, 1).patience(INTERVAL, 3, MOVES)).hasValue(5);
    }

    @Test
    void loadsThatAreOverBeforeAsManyMastersAsTheyNeedWouldHaveComeAreWaitedOut() {
        assertThat(of(5, 5, 1).patience(INTERVAL, 3, MOVES)).hasValue(1);
        assertThat(of(5, 5, 8).patience(INTERVAL, 3, MOVES)).hasValue(1 + 6 * 4);
    }

    @Test
    void whatWasSeenLongAgoCountsLess() {
        Spells changed = Stream.generate(() -> new Spells.Spell(60, 1))
                .limit(60)
                .reduce(of(20, 1, 1), Spells::and, (one, other) -> other);

        assertThat(of(20, 1, 1).patience(INTERVAL, 3, MOVES)).hasValue(5);
        assertThat(changed.patience(INTERVAL, 3, MOVES)).hasValue(1);
    }

    @Test
    void aSlowIntervalWaitsInWholeSamples() {
        assertThat(of(5, 1, 1).patience(Duration.ofMinutes(5), 3, MOVES)).hasValue(2);
    }

    @Test
    void itIsWrittenAndReadAsItIs() {
        Spells spells = of(7, 5, 2);

        assertThat(Json.read(Json.bytes(spells), Spells.class)).isEqualTo(spells);
    }

    /** Waiting is never longer than a quarter of an hour, or one sample where these come more seldom. */
    @Property(tries = 200)
    void patienceHasAnEnd(
            @ForAll @IntRange(min = 4, max = 40) int times,
            @ForAll @DoubleRange(max = 90) double minutes,
            @ForAll @IntRange(min = 1, max = 60) int more,
            @ForAll @IntRange(min = 5, max = 300) int seconds) {
        int samples = of(times, minutes, more)
                .patience(Duration.ofSeconds(seconds), 3, MOVES)
                .orElseThrow();

        assertThat(samples).isPositive();
        assertThat((samples - 1) * (long) seconds).isLessThan(900 + seconds);
    }

    private static Spells of(int times, double minutes, int masters) {
        return Stream.generate(() -> new Spells.Spell(minutes, masters))
                .limit(times)
                .reduce(Spells.NONE, Spells::and, (one, other) -> other);
    }
}

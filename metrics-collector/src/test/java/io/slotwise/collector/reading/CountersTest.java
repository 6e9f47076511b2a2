package io.slotwise.collector.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CountersTest {
    private static final long MILLI = 1_000_000;
    private static final long NODE_EPOCH_MICROS = 1_700_000_000_000_000L;

    private static Counters counters(Report info, Span span) {
        return Counters.of(info, span, Optional.empty());
    }

    /** A node that uses {@code percent} of a core and is read at {@code atMillis}, answered after some delay. */
    private static Counters at(long atMillis, double percent, int delayBefore, int delayAfter, long nodeClockMillis) {
        Report info = Report.parse("run_id:a\nuptime_in_seconds:" + (100 + atMillis / 1000)
                + "\nused_cpu_sys_main_thread:1.0\nused_cpu_user_main_thread:" + (2 + percent / 100 * atMillis / 1000)
                + "\nused_cpu_sys:50\nused_cpu_user:50"
                + "\ntotal_commands_processed:" + (1000 + 5 * atMillis)
                + "\nserver_time_usec:" + (NODE_EPOCH_MICROS + 1000 * nodeClockMillis));
        return counters(info, new Span((atMillis - delayBefore) * MILLI, (atMillis + delayAfter) * MILLI));
    }

    @Property
    void withASaneNodeClockTheRateIsExactHoweverLateAnswersCome(
            @ForAll @DoubleRange(max = 100) double percent,
            @ForAll @LongRange(min = 500, max = 300_000) long elapsed,
            @ForAll @IntRange(max = 2000) int before,
            @ForAll @IntRange(max = 2000) int after) {
        Counters first = at(0, percent, after, before, 0);
        Counters second = at(elapsed, percent, before, after, elapsed);

        Rates rates = second.since(first);

        assertThat(rates.cpuPercent().orElseThrow()).isCloseTo(percent, within(0.01));
        assertThat(rates.opsPerSecond().orElseThrow()).isCloseTo(5000, within(0.01));
    }

    @Property
    void aNodeClockThatJumpsFalsifiesTheRateByATenthAtMost(
            @ForAll @DoubleRange(max = 100) double percent,
            @ForAll @LongRange(min = 500, max = 300_000) long elapsed,
            @ForAll @IntRange(max = 2000) int before,
            @ForAll @IntRange(max = 2000) int after,
            @ForAll @LongRange(min = -1_000_000_000, max = 1_000_000_000) long jump) {
        Counters first = at(0, percent, before, after, 0);
        Counters second = at(elapsed, percent, before, after, elapsed + jump);
        long uncertain = 2L * (before + after);
        boolean plausible = Math.abs(jump) <= uncertain;

        OptionalDouble rate = second.since(first).cpuPercent();

        if (!plausible && rate.isPresent()) {
            assertThat(rate.getAsDouble()).isCloseTo(percent, within(0.12 * percent + 0.01));
        }
        rate.ifPresent(value -> assertThat(value).isNotNegative().isFinite());
    }

    @Test
    void anotherProcessHasNoRates() {
        Counters first = at(0, 50, 1, 1, 0);
        Counters restarted =
                counters(Report.parse("run_id:b\nuptime_in_seconds:500\nused_cpu_sys:90\nused_cpu_user:90"), span(5));
        Counters younger =
                counters(Report.parse("run_id:a\nuptime_in_seconds:1\nused_cpu_sys:90\nused_cpu_user:90"), span(5));

        assertThat(restarted.since(first)).isEqualTo(Rates.UNKNOWN);
        assertThat(younger.since(first)).isEqualTo(Rates.UNKNOWN);
    }

    @Test
    void aCounterThatWasResetHasNoRateButTheOthersDo() {
        Counters first = at(0, 50, 1, 1, 0);
        Counters second = counters(
                Report.parse("run_id:a\nuptime_in_seconds:105\nused_cpu_sys_main_thread:1.0\n"
                        + "used_cpu_user_main_thread:4.5\ntotal_commands_processed:3"),
                span(5));

        assertThat(second.since(first).opsPerSecond()).isEmpty();
        assertThat(second.since(first).cpuPercent().orElseThrow()).isCloseTo(50, within(0.1));
    }

    @Test
    void withoutMainThreadFieldsTheProcessCounts() {
        Counters first = counters(process(10), span(0));
        Counters second = counters(process(12), span(5));

        assertThat(second.since(first).cpuPercent().orElseThrow()).isCloseTo(40, within(0.1));
    }

    @Test
    void mainThreadAndProcessAreNeverCompared() {
        Counters process = counters(process(1), span(0));
        assertThat(at(5000, 50, 1, 1, 5000).since(process).cpuPercent()).isEmpty();
    }

    @Test
    void readingsTooCloseForTheirDelaysHaveNoRate() {
        Counters first = counters(process(10), new Span(0, 900 * MILLI));
        Counters second = counters(process(11), new Span(1000 * MILLI, 1900 * MILLI));

        assertThat(second.since(first)).isEqualTo(Rates.UNKNOWN);
    }

    private static Report process(double seconds) {
        return Report.parse("run_id:a\nuptime_in_seconds:100\nused_cpu_sys:0\nused_cpu_user:" + seconds);
    }

    private static Span span(long second) {
        return new Span(second * 1000 * MILLI - MILLI, second * 1000 * MILLI + MILLI);
    }
}

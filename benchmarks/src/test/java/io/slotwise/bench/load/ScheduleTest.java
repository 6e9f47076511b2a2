package io.slotwise.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void operationsAreSpreadEvenlyOverASecond() {
        Schedule schedule = new Schedule(1_000, 4);

        assertThat(schedule.at(0)).isEqualTo(1_000);
        assertThat(schedule.at(1)).isEqualTo(250_001_000);
        assertThat(schedule.at(4)).isEqualTo(1_000_001_000);
    }

    @Test
    void aStallDoesNotPutOffWhatIsDueMeanwhile() {
        Schedule schedule = new Schedule(0, 1000);

        assertThat(schedule.isDue(5, 5_000_000)).isTrue();
        assertThat(schedule.isDue(6, 5_999_999)).isFalse();
    }

    @Property
    void afterWholeSecondsExactlyTheRateWasSent(
            @ForAll @IntRange(min = 1, max = 100_000) int rate, @ForAll @LongRange(max = 100_000) long seconds) {
        assertThat(new Schedule(0, rate).at(seconds * rate)).isEqualTo(seconds * 1_000_000_000);
    }

    @Test
    void aRateOfNothingIsRefused() {
        assertThatThrownBy(() -> new Schedule(0, 0)).hasMessageContaining("0 operations");
    }
}

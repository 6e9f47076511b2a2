package io.slotwise.job.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StrideTest {
    @Test
    void aBreachHalvesTheWindow() {
        assertThat(new Stride(32, 32, Duration.ZERO).next(Feeling.BREACH).slots())
                .isEqualTo(16);
    }

    @Test
    void aCalmWhileAddsTwoSlotsAtATime() {
        Stride stride = new Stride(8, 32, Duration.ZERO);
        assertThat(stride.next(Feeling.CALM).slots()).isEqualTo(10);
        assertThat(stride.next(Feeling.UNKNOWN)).isEqualTo(stride);
    }

    @Test
    void belowOneSlotRestsGrowAndGoBeforeTheWindowGrowsAgain() {
        Stride one = new Stride(1, 32, Duration.ZERO);
        Stride rested = one.next(Feeling.BREACH).next(Feeling.BREACH);
        assertThat(rested).isEqualTo(new Stride(1, 32, Duration.ofMillis(10)));
        assertThat(rested.next(Feeling.CALM).next(Feeling.CALM)).isEqualTo(one);
    }

    @Property
    void aStrideStaysWithinItsBoundsWhateverIsFelt(
            @ForAll @IntRange(min = 1, max = 256) int most, @ForAll List<Feeling> feelings) {
        Stride stride = Stride.first(most);
        for (Feeling feeling : feelings) {
            stride = stride.next(feeling);
            assertThat(stride.slots()).isBetween(1, most);
            assertThat(stride.rest()).isBetween(Duration.ZERO, Duration.ofMillis(40));
        }
    }
}

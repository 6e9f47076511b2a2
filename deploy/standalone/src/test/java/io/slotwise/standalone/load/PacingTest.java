package io.slotwise.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final long MILLI = 1_000_000;

    @Property
    void inTheLongRunTheRateIsKeptWhateverTheTick(
            @ForAll @IntRange(max = 5_000) int perSecond, @ForAll @IntRange(min = 1, max = 90) int tickMillis) {
        Pacer pacer = new Pacer(0);
        long sent = 0;
        long now = 0;
        while (now < 20_000 * MILLI) {
            now += tickMillis * MILLI;
            sent += pacer.due(perSecond, now);
        }
        assertThat((double) sent).isCloseTo(perSecond * (now / 1e9), within(1.5));
    }

    @Test
    void aPauseIsNotMadeUpFor() {
        Pacer pacer = new Pacer(0);
        assertThat(pacer.due(1_000, 60_000 * MILLI)).isEqualTo(100);
    }

    @Test
    void theCostIsLearnedAndTheRateFollows() {
        CostModel model = new CostModel();
        assertThat(model.perSecond(40)).isCloseTo(0.4 / CostModel.FIRST_GUESS_SECONDS, within(1e-6));
        model.observe(0.1, 1_000);
        assertThat(model.perSecond(40)).isCloseTo(4_000, within(1e-6));
        assertThat(model.perSecond(0)).isZero();
    }

    @Test
    void aBurstOfOtherWorkDoesNotChangeTheCost() {
        CostModel model = new CostModel();
        for (int interval = 0; interval < 12; interval++) {
            model.observe(0.1, 1_000);
        }
        for (int interval = 0; interval < 6; interval++) {
            model.observe(0.5, 1_000);
        }
        assertThat(model.costSeconds()).isCloseTo(100e-6, within(1e-9));
        for (int interval = 0; interval < 15; interval++) {
            model.observe(0.2, 1_000);
        }
        assertThat(model.costSeconds()).isCloseTo(200e-6, within(1e-9));
    }

    @Test
    void tooFewOperationsTellNothing() {
        CostModel model = new CostModel();
        model.observe(0.1, 1);
        assertThat(model.costSeconds()).isEqualTo(CostModel.FIRST_GUESS_SECONDS);
    }

    @Test
    void aCostOfNothingDoesNotAskForEndlesslyMany() {
        CostModel model = new CostModel();
        model.observe(0, 1_000);
        assertThat(model.perSecond(100)).isLessThanOrEqualTo(200_000);
    }
}

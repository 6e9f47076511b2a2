package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.move.MoveWay;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Freight FREIGHT = new Freight("a", "b", 2731, 166_700, 30_000_000);

    @Test
    void theServersOwnMigrationTakesLessTimeThanKeyByKey() {
        assertThat(forecast(MoveWay.NATIVE_REDIS, 1).seconds())
                .isLessThan(forecast(MoveWay.COPY, 1).seconds());
        assertThat(forecast(MoveWay.COPY, 1).seconds())
                .isLessThan(forecast(MoveWay.MIGRATE, 1).seconds());
    }

    @Test
    void heedingClientsTakesLonger() {
        assertThat(forecast(MoveWay.COPY, MoveWay.DEFAULT_PACE).seconds())
                .isGreaterThan(forecast(MoveWay.COPY, 1).seconds());
    }

    @Test
    void aBandwidthBoundsIt() {
        Means means = new Means(MoveWay.COPY, Optional.empty(), 1, 1_000_000, 3600);

        assertThat(Forecast.of(FREIGHT, means, SlotLoads.Sizes.TOLD).seconds()).isBetween(30.0, 31.0);
    }

    @Test
    void itIsLessSureOfSampledSizesAndSaysSo() {
        Forecast told = Forecast.of(FREIGHT, Means.DEFAULT, SlotLoads.Sizes.TOLD);
        Forecast sampled = Forecast.of(FREIGHT, Means.DEFAULT, SlotLoads.Sizes.SAMPLED);

        assertThat(sampled.most()).isGreaterThan(told.most());
        assertThat(sampled.least()).isLessThan(told.least());
        assertThat(sampled.sentence()).contains("copies at the default pace", "a few keys of each slot");
        assertThat(told.sentence()).contains("the sizes that the servers tell");
    }

    private static Forecast forecast(MoveWay way, double stretch) {
        return Forecast.of(
                FREIGHT, new Means(way, Optional.empty(), stretch, Long.MAX_VALUE, 3600), SlotLoads.Sizes.TOLD);
    }
}

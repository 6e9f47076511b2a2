package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void twoLooksTellHowBusyANodeIsAndHowFastItFills() {
        assertThat(Trend.between(view(10_000_000, 5_000_000, 1000), view(12_000_000, 6_000_000, 5000)))
                .isEqualTo(Map.of(Views.id("a"), new Trend(50, 2000)));
    }

    @Test
    void aNodeThatWasStartedInBetweenTellsNothing() {
        assertThat(Trend.between(view(10_000_000, 5_000_000, 1000), view(12_000_000, 1000, 1000)))
                .isEmpty();
    }

    @Test
    void aServerThatTellsNoTimeTellsNothing() {
        assertThat(Trend.between(view(0, 5_000_000, 1000), view(0, 6_000_000, 1000)))
                .isEmpty();
    }

    private static ClusterView view(long time, long cpu, long bytes) {
        return Views.view(
                List.of(Views.master("a", SlotSet.ALL)), Views.facts(1, bytes, 0, new Pulse(time, cpu, 0, 0)));
    }
}

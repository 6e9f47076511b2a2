package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.NodeEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A look at many nodes, each of which knows all others, is over in a moment; it once took minutes. */
class LargeClusterTest {
    private static final int MASTERS = 150;

    @Test
    @Timeout(20)
    void whatToDoNextIsSoonKnown() {
        ClusterView view = view();
        assertThat(new Goal.Heal().next(view)).isInstanceOf(Step.Measure.class);
        assertThat(new Goal.Bootstrap(MASTERS - 1, 1).next(view)).isInstanceOf(Step.Refuse.class);
        assertThat(Check.of(view).problems()).isEmpty();
    }

    private static ClusterView view() {
        List<NodeEntry> masters = new ArrayList<>();
        for (int i = 0; i < MASTERS; i++) {
            masters.add(Views.atEpoch(
                    i + 1,
                    Views.master("m" + i, BootstrapPlan.evenRanges(MASTERS).get(i))));
        }
        return Views.view(
                Stream.concat(
                                masters.stream(),
                                IntStream.range(0, MASTERS).mapToObj(i -> Views.replica("r" + i, "m" + i)))
                        .toList(),
                Views.facts(9, 1_000_000, 0));
    }
}

package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.SlotSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrangementTest {
    @Test
    void aReplicaThatLooksForItsMasterWhereItIsNotIsToldAgainWhomToFollow() {
        List<LiveNode> nodes = nodes(Facts.Link.ASTRAY);

        assertThat(Arrangement.inSync(nodes))
                .contains(new Step.Replicate(List.of(
                        new Step.Following(nodes.get(1).ref(), nodes.get(0).ref()))));
    }

    @Test
    void oneThatCopiesIsWaitedFor() {
        assertThat(Arrangement.inSync(nodes(Facts.Link.DOWN)))
                .containsInstanceOf(Step.Wait.class)
                .get()
                .asString()
                .contains("pod-1 is still copying");
    }

    @Test
    void oneInTouchNeedsNothing() {
        assertThat(Arrangement.inSync(nodes(Facts.Link.UP))).isEmpty();
    }

    private static List<LiveNode> nodes(Facts.Link link) {
        return Views.view(
                        List.of(
                                Views.master("pod-0", SlotSet.range(0, SlotSet.COUNT - 1)),
                                Views.replica("pod-1", "pod-0")),
                        new Facts(Facts.State.OK, 1, 1, 0, 0, 0, 0, link))
                .live();
    }
}

package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.SlotSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
    @Test
    void aNodeIsFoundByItsAddressAsClusterNodesWritesItAndInBrackets() {
        ClusterView view = Views.view(
                List.of(Views.master("::1", SlotSet.ALL), Views.master("::2", SlotSet.EMPTY)), Views.facts(0, 1, 0));

        assertThat(view.find("::2:6379")).map(LiveNode::id).contains(Views.id("::2"));
        assertThat(view.find("[::2]:6379")).map(LiveNode::id).contains(Views.id("::2"));
        assertThat(view.find("[::3]:6379")).isEmpty();
    }
}

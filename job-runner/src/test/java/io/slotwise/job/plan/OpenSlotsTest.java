package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenSlotsTest {
    @Test
    void nothingIsPlannedWhileAServerMovesSlotsByItself() {
        assertThat(step(Facts.Migration.UNDER_WAY)).get().isInstanceOf(Step.Wait.class);
    }

    @Test
    void anImportThatNeverSucceedsIsNotWaitedFor() {
        assertThat(step(Facts.Migration.FAILING)).get().isInstanceOf(Step.CancelImports.class);
    }

    @Test
    void nothingIsDoneWhenNoSlotIsOpen() {
        assertThat(step(Facts.Migration.NONE)).isEmpty();
    }

    private static Optional<Step> step(Facts.Migration migration) {
        return OpenSlots.step(Views.view(
                List.of(Views.master("a", SlotSet.ALL), Views.master("b", SlotSet.EMPTY)),
                Views.facts(0, 1, 0).migrating(migration)));
    }
}

package io.slotwise.streams.decision;

import io.slotwise.model.Reason;
import java.util.function.ToDoubleFunction;

/** What part of the whole load the hottest master has: a number that stays when the load as a whole comes and goes. */
final class Share {
    private Share() {}

    /** Of CPU, or of memory when {@code rule} is about memory; 0 to 1. */
    static double ofHottest(Situation s, Reason rule) {
        ToDoubleFunction<MasterLoad> load = rule == Reason.MEMORY_ABOVE_THRESHOLD
                ? master -> master.memory().orElse(0)
                : master -> master.cpu().orElse(0);
        double sum = s.masters().stream().mapToDouble(load).sum();
        return sum <= 0 ? 0 : s.masters().stream().mapToDouble(load).max().orElse(0) / sum;
    }
}

package io.slotwise.streams.decision;

import io.slotwise.model.HotSlot;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Reason;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Optional;

/**
 * Whether one slot carries the load of the hottest master. A slot is the least that can be moved, so that more masters
 * would not relieve it. Where the server counts CPU by slot, that says it; elsewhere the skew does.
 */
final class HotSlots {
    /** A slot that uses so much of its master's CPU carries its load. */
    private static final double MOST_OF_IT = 0.8;

    /** Thousands of slots never differ so much by chance. */
    private static final double SKEW = 5;

    private static final double EVEN = 1.5;

    private HotSlots() {}

    /** Why more masters would not help, as the middle of a sentence; empty when nothing speaks against it. */
    static Optional<String> culprit(Situation s, Demand.Scaling demand) {
        if (demand.reason() != Reason.CPU_ABOVE_THRESHOLD) {
            return Optional.empty();
        }
        Optional<NodeSample> node = s.sample().byPod(demand.focus().pod());
        Optional<List<HotSlot>> known = node.flatMap(each -> each.load().hotSlots());
        return known.isPresent()
                ? known.get().stream().findFirst().flatMap(slot -> named(s, demand, slot))
                : node.flatMap(each -> suspected(s, demand, each));
    }

    private static Optional<String> named(Situation s, Demand.Scaling demand, HotSlot slot) {
        boolean carries = slot.cpuPercent() > s.policy().cpu().high()
                || slot.cpuPercent() >= MOST_OF_IT * demand.focus().cpu().orElse(0);
        return carries
                ? Optional.of("its slot " + slot.slot() + " alone uses " + Words.percent(slot.cpuPercent()))
                : Optional.empty();
    }

    private static Optional<String> suspected(Situation s, Demand.Scaling demand, NodeSample node) {
        List<MasterLoad> others = s.masters().stream()
                .filter(master -> !master.pod().equals(demand.focus().pod()))
                .toList();
        if (!others.stream().allMatch(master -> master.cpu().isPresent())) {
            return Optional.empty();
        }
        double low = s.policy().cpu().low();
        double mean = others.stream()
                .mapToDouble(master -> master.cpu().getAsDouble())
                .average()
                .orElse(low);
        double evenSlots = (double) SlotSet.COUNT / s.masters().size();
        boolean skewed = mean < low
                && demand.focus().cpu().orElse(0) >= SKEW * mean
                && node.slots().size() <= EVEN * evenSlots;
        return skewed
                ? Optional.of("the others have " + Words.percent(mean) + " in the mean with as many slots, so that one"
                        + " slot must carry it")
                : Optional.empty();
    }
}

package io.slotwise.streams.decision;

import io.slotwise.model.Policy;
import java.util.Comparator;
import java.util.Optional;

/**
 * A sample's wish to scale, before the guards have looked at it.
 *
 * @param situation the sample and what it is judged by
 * @param demand what is asked for
 * @param streak how many samples in a row have asked, this one included
 */
record Attempt(Situation situation, Demand.Scaling demand, Streak streak) {

    boolean goes(Direction direction) {
        return demand.direction() == direction;
    }

    Policy policy() {
        return situation.policy();
    }

    double cpuLimit() {
        return situation.rules().fitLimit(policy().cpu());
    }

    double memoryLimit() {
        return situation.rules().fitLimit(policy().memory());
    }

    int confirmations() {
        return situation.rules().confirmations(demand.direction());
    }

    /** The remaining master that would come nearest to its limits after scale-in; none when no master would remain. */
    Optional<Projection> tightest() {
        int takers = situation.masters().size() - 1;
        return situation.masters().stream()
                .filter(master -> !master.equals(demand.focus()))
                .map(master -> Projection.of(master, demand.focus(), takers))
                .max(Comparator.<Projection>comparingDouble(after -> after.pressure(cpuLimit(), memoryLimit()))
                        .thenComparing(Projection::pod));
    }

    /** What a remaining master may carry after scale-in, in words. */
    String room() {
        return "less than " + Words.percent(cpuLimit()) + " CPU and " + Words.percent(memoryLimit()) + " memory ("
                + situation.rules().fitPercent() + " % of the high thresholds)";
    }

    /** The load that asks, with its numbers; the beginning of a sentence. */
    String load() {
        return switch (demand.reason()) {
            case CPU_ABOVE_THRESHOLD ->
                demand.focus().pod() + " has "
                        + Words.percent(demand.focus().cpu().orElse(0)) + " CPU, above cpuThreshold "
                        + policy().cpu().high() + " %";
            case MEMORY_ABOVE_THRESHOLD ->
                demand.focus().pod() + " has "
                        + Words.percent(demand.focus().memory().orElse(0)) + " memory, above memoryThreshold "
                        + policy().memory().high() + " %";
            default ->
                "Every master is below both low thresholds, CPU "
                        + policy().cpu().low() + " % and memory "
                        + policy().memory().low() + " % ("
                        + LoadRules.highest(situation) + ")";
        };
    }
}

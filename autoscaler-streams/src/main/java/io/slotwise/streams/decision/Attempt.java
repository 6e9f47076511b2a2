package io.slotwise.streams.decision;

import io.slotwise.model.Decision;
import io.slotwise.model.Policy;
import io.slotwise.model.Reason;
import io.slotwise.streams.decision.adaptive.Spells;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A sample's wish to scale, before the guards have looked at it.
 *
 * @param situation the sample and what it is judged by
 * @param demand what is asked for
 * @param streak how many samples in a row have asked, this one included
 * @param learned what was learned of the cluster
 */
record Attempt(Situation situation, Demand.Scaling demand, Streak streak, Learned learned) {

    /** Memory must fit for so long after a scale-in. */
    private static final Duration GROWTH_AHEAD = Duration.ofHours(1);

    boolean goes(Direction direction) {
        return demand.direction() == direction;
    }

    Decision.Asked asked() {
        return new Decision.Asked(demand.reason(), demand.masters(), streak.samples());
    }

    Policy policy() {
        return situation.policy();
    }

    double cpuLimit() {
        return situation.rules().fitLimit(policy().cpu(), cpuFit());
    }

    double memoryLimit() {
        return situation.rules().fitLimit(policy().memory(), situation.rules().fitPercent());
    }

    /** Where the cluster's own history vouches for it, less CPU is kept free. */
    private int cpuFit() {
        return demand.isLearned()
                ? situation.rules().fitPercentLearned()
                : situation.rules().fitPercent();
    }

    /** What part of the high thresholds may be reached. */
    String share() {
        int memoryFit = situation.rules().fitPercent();
        return cpuFit() == memoryFit
                ? memoryFit + " % of the high thresholds"
                : cpuFit() + " % of cpuThreshold and " + memoryFit + " % of memoryThreshold";
    }

    int confirmations() {
        int usual = situation.rules().confirmations(demand.direction());
        int learnt = patience().orElse(usual);
        return demand.focus().cpu().orElse(0) >= Spells.violation() ? learnt : Math.max(usual, learnt);
    }

    /** How many samples in a row must ask, where the cluster's own loads tell and no person has said. */
    OptionalInt patience() {
        return situation.isAdaptive()
                        && demand.reason() == Reason.CPU_ABOVE_THRESHOLD
                        && policy().limits().outWindow().isEmpty()
                        && situation.masters().stream().noneMatch(master -> master.memoryPressure(policy()) > 1)
                ? learned.spells()
                        .patience(situation.interval(), situation.masters().size(), AdaptiveRules.moves(situation))
                : OptionalInt.empty();
    }

    /** The masters that scale-in empties: those with the least pressure. */
    List<MasterLoad> leaving() {
        return situation.masters().stream()
                .sorted(LoadRules.byPressure(policy()))
                .limit(Math.max(1, situation.masters().size() - demand.masters()))
                .toList();
    }

    /** The remaining master that would come nearest to its limits after scale-in; none when no master would remain. */
    Optional<Projection> tightest() {
        List<MasterLoad> leaving = leaving();
        int takers = situation.masters().size() - leaving.size();
        return situation.masters().stream()
                .filter(master -> !leaving.contains(master))
                .map(master -> Projection.of(master, leaving, takers, growth()))
                .max(Comparator.<Projection>comparingDouble(after -> after.pressure(cpuLimit(), memoryLimit()))
                        .thenComparing(Projection::pod));
    }

    /** Whether all that remain after scale-in would have room to spare. */
    boolean fits() {
        return tightest()
                .filter(after -> after.isUnder(cpuLimit(), memoryLimit()))
                .isPresent();
    }

    /** Bytes that the cluster is expected to grow by in the time that a scale-in must hold; the plain rule expects none. */
    double growth() {
        return situation.isAdaptive()
                ? situation
                        .watch()
                        .ledger()
                        .growth()
                        .map(each -> each.over(GROWTH_AHEAD))
                        .orElse(0.0)
                : 0;
    }

    /** What it would move: what is held by the masters that go, or an equal part for each that comes; 0 where unknown. */
    long bytes() {
        if (goes(Direction.IN)) {
            return held(leaving());
        }
        int added = demand.masters() - situation.cluster().masters();
        return held(situation.masters()) / demand.masters() * added;
    }

    private static long held(List<MasterLoad> masters) {
        return masters.stream()
                .mapToLong(master -> master.usedBytes().orElse(0))
                .sum();
    }

    /** As it goes to the ledger when it is done. */
    Ledger.Entry plan() {
        return new Ledger.Entry(
                situation.at(),
                demand.reason(),
                situation.cluster().masters(),
                demand.masters(),
                bytes(),
                Share.ofHottest(situation, demand.reason()));
    }

    /** {@code without cart-2} or {@code without cart-2, cart-1}. */
    String without() {
        return "without " + Words.list(leaving().stream().map(MasterLoad::pod).toList());
    }

    /** What a remaining master may carry after scale-in, in words. */
    String room() {
        return "less than " + Words.percent(cpuLimit()) + " CPU and " + Words.percent(memoryLimit()) + " memory ("
                + share() + ")" + (growth() >= 1 ? ", an hour's growth of memory included" : "");
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
            case CPU_EXPECTED_ABOVE_THRESHOLD ->
                demand.focus().pod() + " has "
                        + Words.percent(demand.focus().cpu().orElse(0)) + " CPU, and is expected above cpuThreshold "
                        + policy().cpu().high() + " %";
            default ->
                "Every master is below both low thresholds, CPU "
                        + policy().cpu().low() + " % and memory "
                        + policy().memory().low() + " % ("
                        + LoadRules.highest(situation) + ")";
        };
    }
}

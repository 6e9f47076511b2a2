package io.slotwise.streams.decision;

import io.slotwise.model.Policy;
import io.slotwise.model.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The threshold rules: any master above a high threshold asks for more, all below both low ones for fewer. */
final class LoadRules {
    private LoadRules() {}

    static Demand judge(Situation s) {
        Policy policy = s.policy();
        MasterLoad hottest = hottest(s);
        if (hottest.isAboveHigh(policy)) {
            return new Demand.Scaling(Direction.OUT, reasonToGrow(hottest, policy), hottest, Steps.out(s), "");
        }
        if (!s.masters().stream().allMatch(MasterLoad::isFullyKnown)) {
            return new Demand.Nothing(Reason.DATA_MISSING, () -> missing(s));
        }
        if (s.masters().stream().allMatch(master -> master.isBelowLow(policy))) {
            return new Demand.Scaling(Direction.IN, Reason.ALL_BELOW_LOW, leastLoaded(s), Steps.in(s), "");
        }
        return new Demand.Nothing(Reason.WITHIN_THRESHOLDS, () -> within(s));
    }

    /** The master with the greatest pressure. */
    static MasterLoad hottest(Situation s) {
        return s.masters().stream()
                .max(byPressure(s.policy()))
                .orElseThrow(() -> new IllegalArgumentException("the sample has no active master"));
    }

    private static MasterLoad leastLoaded(Situation s) {
        return s.masters().stream().min(byPressure(s.policy())).orElseThrow();
    }

    /** Equal pressures are told apart by the pod's name, so that the same sample gives the same answer. */
    static Comparator<MasterLoad> byPressure(Policy policy) {
        return Comparator.<MasterLoad>comparingDouble(master -> master.pressure(policy))
                .thenComparing(MasterLoad::pod);
    }

    private static Reason reasonToGrow(MasterLoad hottest, Policy policy) {
        return hottest.cpuPressure(policy) >= hottest.memoryPressure(policy)
                ? Reason.CPU_ABOVE_THRESHOLD
                : Reason.MEMORY_ABOVE_THRESHOLD;
    }

    private static String missing(Situation s) {
        List<String> gaps = s.masters().stream()
                .filter(master -> !master.isFullyKnown())
                .map(master -> (master.cpu().isEmpty() ? "CPU" : "memory") + " of " + master.pod())
                .toList();
        return "Not known: " + Words.list(gaps) + ". No other master is above a threshold, and without these numbers"
                + " nothing can be said of the rest. They must be measured.";
    }

    private static String within(Situation s) {
        Policy policy = s.policy();
        return "No master is above cpuThreshold " + policy.cpu().high() + " % or memoryThreshold "
                + policy.memory().high() + " % (" + highest(s) + "), and not every master is below both low ones, "
                + policy.cpu().low() + " % and " + policy.memory().low()
                + " %. To scale out, one master must rise above a high threshold; to scale in,"
                + " all must fall below both low ones.";
    }

    /** The highest CPU and the highest memory of all masters, each with its pod. */
    static String highest(Situation s) {
        return highest(s, "CPU", MasterLoad::cpu) + ", " + highest(s, "memory", MasterLoad::memory);
    }

    private static String highest(Situation s, String what, Function<MasterLoad, OptionalDouble> number) {
        return s.masters().stream()
                .filter(master -> number.apply(master).isPresent())
                .max(Comparator.<MasterLoad>comparingDouble(
                                master -> number.apply(master).getAsDouble())
                        .thenComparing(MasterLoad::pod))
                .map(master -> "highest " + what + " "
                        + Words.percent(number.apply(master).getAsDouble()) + " on " + master.pod())
                .orElse("no master has a " + what + " limit");
    }
}

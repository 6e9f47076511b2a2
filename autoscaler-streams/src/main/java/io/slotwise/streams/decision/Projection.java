package io.slotwise.streams.decision;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one remaining master would carry after others were emptied, when each takes an equal part of what these held.
 *
 * @param pod the remaining master's pod
 * @param cpu its CPU then, percent of one core
 * @param memory its memory then, percent of its limit; absent when it has none
 */
record Projection(String pod, double cpu, OptionalDouble memory) {

    /**
     * @param remaining a master that stays, fully known
     * @param leaving the masters that are emptied, fully known
     * @param takers how many masters stay, 1 or more
     * @param growth bytes that all together will grow by until it is seen how they fare
     */
    static Projection of(MasterLoad remaining, List<MasterLoad> leaving, int takers, double growth) {
        double added = leaving.stream()
                .mapToDouble(master -> master.cpu().orElseThrow())
                .sum();
        return new Projection(
                remaining.pod(),
                remaining.cpu().orElseThrow() + added / takers,
                memory(remaining, leaving, takers, growth));
    }

    private static OptionalDouble memory(MasterLoad remaining, List<MasterLoad> leaving, int takers, double growth) {
        if (remaining.memory().isEmpty()) {
            return OptionalDouble.empty();
        }
        double added = leaving.stream()
                .mapToDouble(master -> memoryHeld(master, remaining))
                .sum();
        double grown = remaining.limitBytes().isPresent()
                ? 100 * growth / remaining.limitBytes().getAsLong()
                : 0;
        return OptionalDouble.of(remaining.memory().getAsDouble() + (added + grown) / takers);
    }

    /** What {@code leaving} holds, as percent of {@code remaining}'s limit: their limits may differ. */
    private static double memoryHeld(MasterLoad leaving, MasterLoad remaining) {
        if (leaving.usedBytes().isPresent() && remaining.limitBytes().isPresent()) {
            return 100.0
                    * leaving.usedBytes().getAsLong()
                    / remaining.limitBytes().getAsLong();
        }
        // Without bytes the limits are taken for equal; without a percentage either, nothing proves that it fits.
        return leaving.memory().orElse(Double.POSITIVE_INFINITY);
    }

    boolean isUnder(double cpuLimit, double memoryLimit) {
        return cpu < cpuLimit && memory.orElse(0) < memoryLimit;
    }

    /** How near it comes to its limits; 1 is at the limit. */
    double pressure(double cpuLimit, double memoryLimit) {
        return Math.max(cpu / cpuLimit, memory.orElse(0) / memoryLimit);
    }
}

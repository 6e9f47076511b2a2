package io.slotwise.standalone.load;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Learns what one operation costs the masters, and from it how many make up a wanted CPU load. It takes the median of the
 * last measurements, so that a burst of other work, such as a reshard, does not make it let go.
 */
final class CostModel {
    /** Where it starts from; the first measurement replaces it. */
    static final double FIRST_GUESS_SECONDS = 400e-6;

    private static final int KEPT = 15;
    private static final long FEWEST_OPERATIONS = 20;
    private static final double LEAST_COST_SECONDS = 5e-6;

    private final Deque<Double> costs = new ArrayDeque<>();

    /**
     * Takes one measurement; too few operations tell nothing and are left out.
     *
     * @param cpuSeconds CPU time the masters used
     * @param operations operations they answered meanwhile
     */
    void observe(double cpuSeconds, long operations) {
        if (operations < FEWEST_OPERATIONS) {
            return;
        }
        costs.addLast(Math.max(cpuSeconds / operations, LEAST_COST_SECONDS));
        if (costs.size() > KEPT) {
            costs.removeFirst();
        }
    }

    double costSeconds() {
        return costs.stream().sorted().skip((costs.size() - 1) / 2).findFirst().orElse(FIRST_GUESS_SECONDS);
    }

    /** Operations a second that use {@code percent} of one core. */
    double perSecond(double percent) {
        return percent / 100 / costSeconds();
    }
}

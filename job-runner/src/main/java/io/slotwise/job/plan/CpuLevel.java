package io.slotwise.job.plan;

import java.util.List;

/**
 * How loaded masters are after some of their weight went away, when their CPU was measured before.
 *
 * <p>Slots are always taken from the most loaded master first, so those that gave some stand at one common level and the
 * others below it. A master measured at {@code cpu} that now weighs {@code w} and gave down to level {@code L} weighed
 * {@code w * cpu / L}. The level is the one at which what they gave adds up to what the receiver holds. That is how a run
 * that is started again, with the CPU figures of the first, goes on to where the first was going.
 */
final class CpuLevel {
    /** Halvings of the interval; enough for the last bit of a percent. */
    private static final int HALVINGS = 60;

    /**
     * A master that gives.
     *
     * @param cpu measured before anything moved, percent, above 0
     * @param weight of the slots that it holds now
     */
    record Giver(double cpu, double weight) {}

    private CpuLevel() {}

    /** The level, in percent, at which {@code givers} have given {@code given}; their highest CPU when that is nothing. */
    static double of(List<Giver> givers, double given) {
        double high = givers.stream().mapToDouble(Giver::cpu).max().orElse(0);
        double low = 0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (given(givers, middle) > given) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double given(List<Giver> givers, double level) {
        return givers.stream()
                .mapToDouble(giver -> giver.weight() * Math.max(0, giver.cpu() / level - 1))
                .sum();
    }
}

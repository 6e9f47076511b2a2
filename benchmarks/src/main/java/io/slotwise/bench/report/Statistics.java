package io.slotwise.bench.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Medians and ratios. */
final class Statistics {
    private Statistics() {}

    /**
     * The value in the middle, or the mean of the two there.
     *
     * @throws IllegalArgumentException when there is no value
     */
    static <T> double median(Collection<T> items, ToDoubleFunction<T> value) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("no values have no median");
        }
        double[] sorted = items.stream().mapToDouble(value).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** With three decimals. */
    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}

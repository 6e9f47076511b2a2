package io.slotwise.streams.tune;

import java.util.Comparator;

/** What is wanted most of settings. */
public enum Objective {
    /** The least cost, by the price. */
    COST(Comparator.comparingDouble(Total::cost)),
    /** The fewest minutes of overload, and among those the least cost. */
    VIOLATIONS(Comparator.comparingDouble(Total::violationMinutes).thenComparingDouble(Total::cost)),
    /** The fewest scalings, and among those the least cost. */
    SCALINGS(Comparator.comparingInt(Total::scalings).thenComparingDouble(Total::cost)),
    /** The fewest master-hours, and among those the least cost. */
    MASTERS(Comparator.comparingDouble(Total::masterHours).thenComparingDouble(Total::cost));

    @SuppressWarnings("ImmutableEnumChecker") // comparators by methods alone
    private final Comparator<Total> order;

    Objective(Comparator<Total> order) {
        this.order = order;
    }

    /** The better first. */
    Comparator<Total> order() {
        return order;
    }

    boolean isBetter(Total one, Total other) {
        return order.compare(one, other) < 0;
    }
}

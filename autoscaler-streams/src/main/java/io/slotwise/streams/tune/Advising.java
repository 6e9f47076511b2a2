package io.slotwise.streams.tune;

import io.slotwise.streams.tune.Tuning.Advice;
import io.slotwise.streams.tune.Tuning.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether what a search has found is worth a change, and why.
 *
 * @param length of the longest history
 */
record Advising(Objective objective, Duration length) {
    /** Less than this share of what is paid above the optimum is not worth a change. */
    private static final double WORTH = 0.02;

    /**
     * The result of a search.
     *
     * @param tried how many settings
     * @param optimum the least that the histories' rest could have cost
     */
    Tuning of(int tried, Trial before, Trial found, List<Trial> front, double optimum) {
        Advice advice = advice(before, found, optimum);
        boolean change = advice == Advice.CHANGE;
        return new Tuning(
                tried,
                before,
                front,
                change ? found : before,
                optimum,
                advice,
                reason(advice, before, found, optimum),
                change ? found.settings().patch(before.settings()) : Map.of());
    }

    private Advice advice(Trial before, Trial found, double optimum) {
        if (length.compareTo(Tuner.LEAST) < 0) {
            return Advice.TOO_SHORT;
        }
        double worth = WORTH * Math.max(0, before.judged().cost() - optimum);
        boolean better = objective == Objective.COST
                ? found.judged().cost() < before.judged().cost() - worth
                : objective.isBetter(found.judged(), before.judged());
        return better ? Advice.CHANGE : Advice.KEEP;
    }

    private String reason(Advice advice, Trial before, Trial found, double optimum) {
        return switch (advice) {
            case TOO_SHORT ->
                String.format(
                        Locale.ROOT,
                        "The longest history has %.1f days, and less than %d cannot tell a habit from chance."
                                + " Record on, and tune again.",
                        length.toHours() / 24.0,
                        Tuner.LEAST.toDays());
            case KEEP ->
                found.settings().equals(before.settings())
                        ? "None of the settings that were tried did better than those that there are."
                        : "The settings that did best on the first part "
                                + (found.judged().cost() < before.judged().cost() && objective == Objective.COST
                                        ? "did hardly better on the rest, too little to be worth a change. "
                                        : "did not do better on the rest. ")
                                + gain(before, found, optimum);
            case CHANGE ->
                "These settings did best on the first part, and better on the rest too. "
                        + gain(before, found, optimum);
        };
    }

    private static String gain(Trial before, Trial found, double optimum) {
        return String.format(
                Locale.ROOT,
                "On the part that had no share in the search they cost %.1f instead of %.1f, with %.1f violation"
                        + " minutes instead of %.1f and %d scalings instead of %d; %.1f was the least that could have"
                        + " been.",
                found.judged().cost(),
                before.judged().cost(),
                found.judged().violationMinutes(),
                before.judged().violationMinutes(),
                found.judged().scalings(),
                before.judged().scalings(),
                optimum);
    }
}

package io.slotwise.streams.tune;

import io.slotwise.streams.replay.Price;
import io.slotwise.streams.replay.Score;
import java.util.Collection;

/**
 * How settings did on all histories together.
 *
 * @param runningCost what masters and scalings cost, violations left out
 */
public record Total(
        double cost,
        double runningCost,
        double violationMinutes,
        double masterHours,
        int scalings,
        int flaps,
        long bytesMoved) {
    private static final double ROUNDING = 1e6;

    static Total of(Collection<Score> scores, Price price) {
        double hours = scores.stream().mapToDouble(Score::masterHours).sum();
        int scalings = scores.stream().mapToInt(Score::scalings).sum();
        return new Total(
                rounded(scores.stream().mapToDouble(Score::cost).sum()),
                rounded(hours * price.masterHour() + scalings * price.scaling()),
                rounded(scores.stream().mapToDouble(Score::violationMinutes).sum()),
                rounded(hours),
                scalings,
                scores.stream().mapToInt(Score::flaps).sum(),
                scores.stream().mapToLong(Score::bytesMoved).sum());
    }

    private static double rounded(double value) {
        return Math.round(value * ROUNDING) / ROUNDING;
    }

    /** Whether nothing about the other is better, and something is worse. */
    boolean dominates(Total other) {
        return runningCost <= other.runningCost
                && violationMinutes <= other.violationMinutes
                && (runningCost < other.runningCost || violationMinutes < other.violationMinutes);
    }
}

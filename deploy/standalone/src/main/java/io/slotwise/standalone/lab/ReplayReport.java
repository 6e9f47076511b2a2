package io.slotwise.standalone.lab;

import io.slotwise.model.Policy;
import io.slotwise.streams.replay.Price;
import io.slotwise.streams.replay.Result;
import io.slotwise.streams.replay.Score;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What came of a replay; as JSON it is what {@code replay --json} prints.
 *
 * @param history the name of what was replayed
 * @param policies Slotwise first, then its shadow policies under their names
 * @param optimum the best that could have been done by one who knew the history beforehand
 * @param about what the history is
 * @param policy the rules that Slotwise was given
 * @param price by which cost is counted
 * @param violationPercent from which on the hottest master is in violation
 */
record ReplayReport(
        String history,
        List<Line> policies,
        Line optimum,
        History.Facts about,
        Policy policy,
        Price price,
        double violationPercent) {
    private static final double ROUNDING = 1e6;

    /**
     * One policy.
     *
     * @param name as it was asked for
     * @param violationMinutes in which the hottest master was at the limit
     * @param regret cost above the optimum's
     * @param setting with its settings
     * @param violations how many times it came to one
     * @param reliefMedianSeconds how long one lasted, until the hottest master was well under the limit
     */
    record Line(
            String name,
            double violationMinutes,
            double masterHours,
            int scalings,
            int flaps,
            long bytesMoved,
            double cost,
            double regret,
            String setting,
            int violations,
            double reliefMedianSeconds,
            double reliefMaxSeconds) {
        static Line of(Result result, String setting, double best) {
            Score score = result.score();
            return new Line(
                    result.name(),
                    rounded(score.violationMinutes()),
                    rounded(score.masterHours()),
                    score.scalings(),
                    score.flaps(),
                    score.bytesMoved(),
                    rounded(score.cost()),
                    rounded(score.cost() - best),
                    setting,
                    score.relief().episodes(),
                    score.relief().medianSeconds(),
                    score.relief().maxSeconds());
        }
    }

    static ReplayReport of(History.Facts history, Trial trial, Trial.Terms terms, List<Against.Rival> rivals) {
        double best = trial.optimum().score().cost();
        List<Result> results = trial.results();
        int own = results.size() - rivals.size();
        return new ReplayReport(
                history.name(),
                IntStream.range(0, results.size())
                        .mapToObj(i -> Line.of(
                                results.get(i),
                                i < own
                                        ? results.get(i).name()
                                        : rivals.get(i - own).setting(),
                                best))
                        .toList(),
                Line.of(trial.optimum(), trial.optimum().name(), best),
                history,
                terms.policy(),
                terms.price(),
                terms.plant().limits().violation());
    }

    /** Sums of many ticks carry digits that mean nothing. */
    static double rounded(double value) {
        return Math.round(value * ROUNDING) / ROUNDING + 0.0;
    }
}

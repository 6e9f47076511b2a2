package io.slotwise.streams.replay;

import java.util.List;

/**
 * Policies side by side on one history; what {@code --json} prints.
 *
 * @param history the course's name
 * @param policies in the order in which they were given
 * @param optimum the best that could have been done
 */
public record Comparison(String history, List<Line> policies, Line optimum) {
    /**
     * One policy.
     *
     * @param regret cost above the optimum's
     * @param reliefMedianSeconds see {@link Score.Relief}
     * @param reliefMaxSeconds see {@link Score.Relief}
     */
    public record Line(
            String name,
            double violationMinutes,
            double masterHours,
            int scalings,
            int flaps,
            long bytesMoved,
            double cost,
            double regret,
            double reliefMedianSeconds,
            double reliefMaxSeconds) {
        static Line of(Result result, double best) {
            Score score = result.score();
            return new Line(
                    result.name(),
                    score.violationMinutes(),
                    score.masterHours(),
                    score.scalings(),
                    score.flaps(),
                    score.bytesMoved(),
                    score.cost(),
                    score.cost() - best,
                    score.relief().medianSeconds(),
                    score.relief().maxSeconds());
        }
    }

    public Comparison {
        policies = List.copyOf(policies);
    }

    public static Comparison of(String history, List<Result> results, Result optimum) {
        double best = optimum.score().cost();
        return new Comparison(
                history, results.stream().map(result -> Line.of(result, best)).toList(), Line.of(optimum, best));
    }

    /** Tries each contender and the optimum on a course, scores alone. */
    public static Comparison run(Course course, List<Contender> contenders, Plant plant, Price price) {
        return of(
                course.name(),
                contenders.stream()
                        .map(contender -> Simulation.run(course, contender, plant, price, Result.Detail.SCORE))
                        .toList(),
                Optimum.of(course, plant, price, Result.Detail.SCORE));
    }
}

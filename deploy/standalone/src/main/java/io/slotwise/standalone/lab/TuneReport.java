package io.slotwise.standalone.lab;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.slotwise.streams.replay.Price;
import io.slotwise.streams.tune.Objective;
import io.slotwise.streams.tune.Settings;
import io.slotwise.streams.tune.Total;
import io.slotwise.streams.tune.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of tuning; as JSON it is what {@code tune --json} prints.
 *
 * @param history names of the histories, with commas
 * @param policies the settings that there are and the recommended ones, on the part that judges
 * @param optimum the least that could have been there
 * @param front running cost against violations on the first part, cheapest first
 * @param before the settings that there are
 * @param histories what they are
 */
record TuneReport(
        String history,
        List<Judged> policies,
        Best optimum,
        List<Line> front,
        Recommendation recommendation,
        Line before,
        Objective objective,
        Price price,
        int tried,
        List<History.Facts> histories) {
    /** The name of the settings that there are. */
    private static final String NOW = "now";

    /** Settings on the part that judges, as {@code replay --json} has them. */
    record Judged(
            String name,
            double violationMinutes,
            double masterHours,
            int scalings,
            int flaps,
            long bytesMoved,
            double cost,
            double regret) {
        static Judged of(String name, Total total, double best) {
            return new Judged(
                    name,
                    total.violationMinutes(),
                    total.masterHours(),
                    total.scalings(),
                    total.flaps(),
                    total.bytesMoved(),
                    total.cost(),
                    ReplayReport.rounded(total.cost() - best));
        }
    }

    /** The best that could have been done. */
    record Best(double cost) {}

    /**
     * Settings and how they did on the first part and on the rest.
     *
     * @param settings all of them in words
     * @param changes those that differ from what there is, in words
     * @param spec those as fields of the spec
     */
    record Line(String settings, @JsonIgnore String changes, Map<String, Object> spec, Total train, Total judged) {
        static Line of(Tuning.Trial trial, Settings now) {
            return new Line(
                    trial.settings().toString(),
                    trial.settings().unlike(now),
                    trial.settings().patch(now),
                    trial.train(),
                    trial.judged());
        }
    }

    /**
     * The one to take.
     *
     * @param patch as {@code kubectl patch} takes it; empty when nothing is to be changed
     */
    record Recommendation(
            Tuning.Advice advice,
            String reason,
            String settings,
            @JsonIgnore String changes,
            Map<String, Object> patch,
            Total train,
            Total judged) {}

    static TuneReport of(List<History> histories, Tuning tuning, Objective objective, Price price) {
        Settings now = tuning.before().settings();
        Tuning.Trial found = tuning.recommended();
        List<Judged> policies = new ArrayList<>();
        policies.add(Judged.of(NOW, tuning.before().judged(), tuning.optimum()));
        if (tuning.advice() == Tuning.Advice.CHANGE) {
            policies.add(Judged.of("recommended", found.judged(), tuning.optimum()));
        }
        return new TuneReport(
                histories.stream().map(history -> history.facts().name()).collect(Collectors.joining(", ")),
                policies,
                new Best(ReplayReport.rounded(tuning.optimum())),
                tuning.front().stream().map(trial -> Line.of(trial, now)).toList(),
                new Recommendation(
                        tuning.advice(),
                        tuning.reason(),
                        found.settings().toString(),
                        found.settings().unlike(now),
                        tuning.patch().isEmpty() ? Map.of() : Map.of("spec", tuning.patch()),
                        found.train(),
                        found.judged()),
                Line.of(tuning.before(), now),
                objective,
                price,
                tuning.tried(),
                histories.stream().map(History::facts).toList());
    }

    /** The front as rows of text; at last the settings that there are, and the recommended ones. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "",
                "changed",
                "first: running cost",
                "violation min",
                "scalings",
                "rest: cost",
                "violation min",
                "flaps"));
        for (int i = 0; i < front.size(); i++) {
            rows.add(row(
                    mark(i),
                    front.get(i).changes(),
                    front.get(i).train(),
                    front.get(i).judged()));
        }
        rows.add(row("*", "", before.train(), before.judged()));
        if (recommendation.advice() == Tuning.Advice.CHANGE) {
            rows.add(row(">", recommendation.changes(), recommendation.train(), recommendation.judged()));
        }
        return rows;
    }

    /** The sign of a point of the front in the plot: a letter. */
    static String mark(int index) {
        return String.valueOf((char) ((index < 26 ? 'a' : 'A' - 26) + Math.min(index, 51)));
    }

    private static List<String> row(String mark, String changes, Total train, Total judged) {
        return List.of(
                mark,
                changes.isEmpty() ? "nothing" : changes,
                Text.number(train.runningCost()),
                Text.number(train.violationMinutes()),
                Text.whole(train.scalings()),
                Text.number(judged.cost()),
                Text.number(judged.violationMinutes()),
                Text.whole(judged.flaps()));
    }
}

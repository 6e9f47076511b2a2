package io.slotwise.standalone.lab;

import io.slotwise.model.Decision;
import io.slotwise.model.Verdict;
import io.slotwise.streams.replay.Result;
import io.slotwise.streams.replay.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A replay as a page: the table, charts of demand, masters and load, and why each decision was made. */
final class HtmlReport {
    /** Beyond so many decisions those that only held are left out. */
    private static final int MOST_DECISIONS = 2_000;

    private HtmlReport() {}

    static String of(ReplayReport report, Trial trial) {
        String body = table(report) + charts() + decisions(trial.results().get(0));
        return Page.of(
                "Replay of " + report.about().name(),
                head(report),
                body + Page.data(ReportData.of(report, trial)),
                foot(report),
                List.of(Page.resource("/console/vendor/uplot/uPlot.iife.min.js"), Page.resource("/lab/replay.js")));
    }

    private static String head(ReplayReport report) {
        return "<p class=\"verdict\">" + Page.escaped(verdict(report)) + "</p>"
                + Stream.concat(Stream.of(ReplayTable.what(report.about())), report.about().notes().stream())
                        .map(note -> "<p>" + Page.escaped(note) + "</p>")
                        .collect(Collectors.joining());
    }

    static String verdict(ReplayReport report) {
        ReplayReport.Line ours = report.policies().get(0);
        return "Slotwise would have scaled " + times(ours.scalings()) + ", with " + Text.number(ours.masterHours())
                + " master-hours and " + Text.number(ours.violationMinutes()) + " minutes of overload: a cost of "
                + Text.number(ours.cost()) + ", where "
                + Text.number(report.optimum().cost())
                + " was the least that could have been.";
    }

    private static String times(int number) {
        return number == 0 ? "not once" : number == 1 ? "once" : Text.whole(number) + " times";
    }

    private static String table(ReplayReport report) {
        List<ReplayReport.Line> lines = new ArrayList<>(report.policies());
        lines.add(report.optimum());
        String rows = IntStream.range(0, lines.size())
                .mapToObj(i -> row(lines.get(i), i, i == lines.size() - 1))
                .collect(Collectors.joining());
        return "<section><h2>Policies side by side</h2><div class=\"scroll\"><table class=\"cards\"><thead><tr>"
                + ReplayTable.HEAD.stream()
                        .map(name -> "<th>" + Page.escaped(name) + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead><tbody>" + rows + "</tbody></table></div></section>";
    }

    private static String row(ReplayReport.Line line, int index, boolean last) {
        List<String> cells = ReplayTable.row(line);
        String colour = last ? "--optimum" : "--p" + index % 6;
        return "<tr" + (index == 0 ? " class=\"ours\"" : last ? " class=\"optimum\"" : "")
                + "><td><span class=\"swatch\""
                + " style=\"background:var(" + colour + ")\"></span>" + Page.escaped(cells.get(0)) + "</td>"
                + IntStream.range(1, cells.size())
                        .mapToObj(i -> "<td data-label=\"" + ReplayTable.HEAD.get(i) + "\">"
                                + Page.escaped(cells.get(i)) + "</td>")
                        .collect(Collectors.joining())
                + "</tr>";
    }

    private static String charts() {
        return "<section><h2>Over time</h2><div class=\"tools\" id=\"tools\"><span class=\"buttons\">"
                + button("back", "‹", "earlier") + button("on", "›", "later") + button("in", "+", "zoom in")
                + button("out", "−", "zoom out") + button("all", "All", "show all")
                + "</span></div><div class=\"chart\" id=\"demand\" role=\"img\" aria-label=\"Demand and masters over"
                + " time\"></div><div class=\"chart\" id=\"load\" role=\"img\" aria-label=\"Load of the hottest master"
                + " over time\"></div><div class=\"readout\" id=\"readout\"></div><p class=\"note\">Red triangles are"
                + " Slotwise's scale-outs, green ones its scale-ins; red bands are its minutes of overload. A long"
                + " history is drawn in stretches, each with its highest load.</p></section>";
    }

    private static String button(String act, String sign, String label) {
        return "<button type=\"button\" data-act=\"" + act + "\" aria-label=\"" + label + "\" title=\"" + label + "\">"
                + sign + "</button>";
    }

    private static String decisions(Result ours) {
        List<Decision> all = ours.decisions();
        List<Decision> acts = all.stream()
                .filter(decision -> decision.verdict() != Verdict.HOLD)
                .toList();
        List<Decision> shown = all.size() <= MOST_DECISIONS ? all : acts;
        List<Decision> cut = shown.subList(0, Math.min(shown.size(), MOST_DECISIONS));
        Map<Long, Scaling> scalings = ours.scalings().stream()
                .collect(Collectors.toMap(scaling -> scaling.at().getEpochSecond(), scaling -> scaling, (a, b) -> a));
        boolean holds = cut.stream().anyMatch(decision -> decision.verdict() == Verdict.HOLD);
        return "<section><h2>Decisions, and why</h2>"
                + (holds
                        ? "<div class=\"tools screen\"><label><input type=\"checkbox\" id=\"only\" checked>scalings"
                                + " only</label></div>"
                        : "")
                + "<table class=\"decisions scalings-only\" id=\"decisions\"><thead><tr><th>time (UTC)</th>"
                + "<th>verdict</th><th>masters</th><th class=\"why\">why, and what would change it</th></tr></thead>"
                + "<tbody>"
                + cut.stream().map(one -> row(one, scalings)).collect(Collectors.joining())
                + "</tbody></table>" + left(all.size(), acts.size(), cut.size()) + "</section>";
    }

    private static String row(Decision decision, Map<Long, Scaling> scalings) {
        boolean hold = decision.verdict() == Verdict.HOLD;
        String kind = hold ? "hold" : decision.verdict() == Verdict.SCALE_OUT ? "out" : "in";
        Scaling scaling = scalings.get(decision.at().getEpochSecond());
        String masters = scaling == null ? String.valueOf(decision.masters()) : scaling.from() + " → " + scaling.to();
        return "<tr class=\"" + (hold ? "hold" : "act") + "\" data-at=\""
                + decision.at().getEpochSecond() + "\"><td>"
                + Text.time(decision.at()) + "</td><td class=\"" + kind + "\">"
                + (hold ? "hold" : "scale " + kind) + "</td><td>" + masters + "</td><td class=\"why\" title=\""
                + decision.reason() + "\">" + Page.escaped(decision.sentence()) + "</td></tr>";
    }

    private static String left(int all, int acts, int shown) {
        if (all == 0) {
            return "<p class=\"note\">There was nothing to decide.</p>";
        }
        String held = all - acts > 0 && shown < all && acts < all
                ? Text.count(all - acts, "verdict") + " that only held " + (all - acts == 1 ? "is" : "are")
                        + " left out. "
                : "";
        String cut = acts > shown ? "The first " + Text.whole(shown) + " of " + Text.whole(acts) + " scalings. " : "";
        return held.isEmpty() && cut.isEmpty()
                ? ""
                : "<p class=\"note\">" + held + cut
                        + "A part of the history, with --from and --to, has room for all.</p>";
    }

    private static String foot(ReplayReport report) {
        return ReplayTable.foot(report)
                .lines()
                .map(line -> "<p>" + Page.escaped(line) + "</p>")
                .collect(Collectors.joining());
    }
}

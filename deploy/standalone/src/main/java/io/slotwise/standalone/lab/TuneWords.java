package io.slotwise.standalone.lab;

import io.slotwise.model.json.Json;
import io.slotwise.streams.tune.Tuning.Advice;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came of tuning, for people: on a terminal and as a page. */
final class TuneWords {
    private TuneWords() {}

    static String text(TuneReport report, Optional<Path> patch) {
        return report.histories().stream().map(ReplayTable::what).collect(Collectors.joining("\n")) + "\n"
                + report.histories().stream()
                        .flatMap(history -> history.notes().stream())
                        .distinct()
                        .map(note -> note + "\n")
                        .collect(Collectors.joining())
                + tried(report) + "\n" + now(report) + "\n\n" + ReplayTable.aligned(report.rows()) + "\n\n"
                + new FrontPlot(report).text() + "\n\n" + advice(report) + "\n"
                + report.recommendation().reason()
                + patch.map(file -> "\n\nThe patch is in " + file + ":\n  " + command(file))
                        .orElse("");
    }

    private static String tried(TuneReport report) {
        return "Tried " + report.tried()
                + " settings on the first 60 % (of which four weeks are enough) and judged the best"
                + " on the rest; wanted: " + report.objective().name().toLowerCase(Locale.ROOT) + ".";
    }

    private static String now(TuneReport report) {
        return "* is what there is: " + report.before().settings() + "."
                + (report.recommendation().advice() == Advice.CHANGE ? " > is recommended." : "")
                + " Running cost is that of masters and scalings; cost has violations in it.";
    }

    private static String advice(TuneReport report) {
        return switch (report.recommendation().advice()) {
            case CHANGE -> "Recommended: " + report.recommendation().changes() + ".";
            case KEEP -> "Recommended: keep what there is.";
            case TOO_SHORT -> "No recommendation: the history is too short to tell.";
        };
    }

    private static String command(Path file) {
        return "kubectl patch rediscluster NAME --type merge --patch-file " + file;
    }

    static String page(TuneReport report) {
        List<List<String>> rows = report.rows();
        String table = "<div class=\"scroll\"><table><thead>" + row("th", rows.get(0)) + "</thead><tbody>"
                + rows.stream().skip(1).map(cells -> row("td", cells)).collect(Collectors.joining())
                + "</tbody></table></div>";
        String patch = report.recommendation().advice() == Advice.CHANGE
                ? "<pre>" + Page.escaped(Json.text(report.recommendation().patch())) + "</pre>"
                : "";
        String names = report.histories().stream().map(History.Facts::name).collect(Collectors.joining(", "));
        return Page.of(
                "Tuning on " + names,
                "<p class=\"verdict\">" + Page.escaped(advice(report)) + "</p><p>"
                        + Page.escaped(report.recommendation().reason()) + "</p>" + patch,
                "<section><h2>Running cost against overload</h2>" + new FrontPlot(report).svg()
                        + "<p class=\"note\">" + Page.escaped(tried(report) + " " + now(report))
                        + " The plot shows the first part.</p></section>"
                        + "<section><h2>The front</h2>" + table + "</section>",
                report.histories().stream()
                        .map(history -> "<p>" + Page.escaped(ReplayTable.what(history)) + "</p>")
                        .collect(Collectors.joining()),
                List.of());
    }

    private static String row(String tag, List<String> cells) {
        return "<tr>"
                + cells.stream()
                        .map(cell -> "<" + tag + ">" + Page.escaped(cell) + "</" + tag + ">")
                        .collect(Collectors.joining())
                + "</tr>";
    }
}

package io.slotwise.standalone.lab;

import io.slotwise.model.Policy;
import io.slotwise.model.json.Json;
import io.slotwise.streams.replay.Result;
import io.slotwise.streams.replay.Timeline.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The numbers that the page's charts are drawn from, as JSON. */
final class ReportData {
    private ReportData() {}

    private record Line(double at, String label, String colour) {}

    static String of(ReplayReport report, Trial trial) {
        List<Stretch> time = trial.results().get(0).timeline().stretches();
        return "{\"t\":" + array(time, one -> String.valueOf(one.at().getEpochSecond()))
                + ",\"end\":" + report.about().to().getEpochSecond()
                + ",\"demand\":" + array(time, one -> number(one.demand() / 100, 3))
                + ",\"policies\":"
                + Stream.concat(trial.results().stream(), Stream.of(trial.optimum()))
                        .map(ReportData::policy)
                        .collect(Collectors.joining(",", "[", "]"))
                + ",\"scalings\":"
                + array(
                        trial.results().get(0).scalings(),
                        one -> "[" + one.at().getEpochSecond() + "," + one.from() + "," + one.to() + "]")
                + ",\"lines\":" + Json.text(lines(report)) + "}";
    }

    private static List<Line> lines(ReplayReport report) {
        Policy policy = report.policy();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                report.violationPercent(), "overload " + ReplayTable.number(report.violationPercent()), "--limit"));
        lines.add(new Line(policy.cpu().high(), "high " + policy.cpu().high(), "--high"));
        lines.add(new Line(policy.cpu().low(), "low " + policy.cpu().low(), "--low"));
        return lines;
    }

    private static String policy(Result result) {
        List<Stretch> time = result.timeline().stretches();
        return "{\"name\":" + Json.text(result.name())
                + ",\"masters\":" + array(time, one -> String.valueOf(one.masters()))
                + ",\"load\":" + array(time, one -> number(Math.max(one.hottestCpu(), one.hottestMemory()), 1))
                + ",\"violated\":" + array(time, one -> String.valueOf(one.violated())) + "}";
    }

    private static <T> String array(List<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String number(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "null";
    }
}

package io.slotwise.standalone.lab;

import io.slotwise.model.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A replay for people: what the history is, and a line for each policy. */
final class ReplayTable {
    static final List<String> HEAD = List.of(
            "policy", "violation min", "master-hours", "scalings", "flaps", "moved", "cost", "regret", "relief");

    private ReplayTable() {}

    static String of(ReplayReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        report.policies().forEach(line -> rows.add(row(line)));
        rows.add(row(report.optimum()));
        return head(report) + "\n\n" + aligned(rows) + "\n\n" + foot(report);
    }

    private static String head(ReplayReport report) {
        return Stream.concat(Stream.of(what(report.about())), report.about().notes().stream())
                .collect(Collectors.joining("\n"));
    }

    static String what(History.Facts history) {
        return history.name() + ": " + Text.time(history.from()) + " to " + Text.time(history.to()) + " UTC, "
                + Text.length(history.from(), history.to()) + ", a sample every " + seconds(history.seconds())
                + ", beginning with " + Text.count(history.masters(), "master") + ".";
    }

    private static String seconds(double seconds) {
        return seconds == Math.rint(seconds) ? Math.round(seconds) + " s" : seconds + " s";
    }

    static List<String> row(ReplayReport.Line line) {
        return List.of(
                line.setting().equals(line.name()) ? line.name() : line.name() + " (" + setting(line) + ")",
                Text.number(line.violationMinutes()),
                Text.number(line.masterHours()),
                Text.whole(line.scalings()),
                Text.whole(line.flaps()),
                Text.bytes((double) line.bytesMoved()),
                Text.number(line.cost()),
                Text.number(line.regret()),
                line.violations() == 0
                        ? "-"
                        : Text.seconds(line.reliefMedianSeconds()) + " / " + Text.seconds(line.reliefMaxSeconds()));
    }

    private static String setting(ReplayReport.Line line) {
        return line.setting().substring(line.setting().indexOf(':') + 1) + " %";
    }

    /** The first column to the left, all others to the right. */
    static String aligned(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i -> padded(row.get(i), widths[i], i == 0))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String padded(String text, int width, boolean left) {
        String space = " ".repeat(width - text.length());
        return left ? text + space : space + text;
    }

    static String foot(ReplayReport report) {
        return "slotwise decides by " + rules(report.policy()) + ".\n"
                + String.format(
                        Locale.ROOT,
                        "violation min: the hottest master at %s %% or more of its CPU or memory; relief: median and"
                                + " longest until it was well under.%n",
                        number(report.violationPercent()))
                + String.format(
                        Locale.ROOT,
                        "cost = %s x master-hours + %s x violation minutes + %s x scalings; regret = cost above the"
                                + " optimum, which knew the history beforehand.",
                        number(report.price().masterHour()),
                        number(report.price().violationMinute()),
                        number(report.price().scaling()));
    }

    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf(Math.round(value)) : String.valueOf(value);
    }

    static String rules(Policy policy) {
        return "cpuThreshold " + policy.cpu().high() + "/" + policy.cpu().low() + ", memoryThreshold "
                + policy.memory().high() + "/" + policy.memory().low() + ", a cooldown of "
                + policy.scaleCooldown().toSeconds() + " s, " + policy.minMasters()
                + (policy.maxMasters().isPresent()
                        ? " to " + policy.maxMasters().getAsInt()
                        : " or more") + " masters";
    }
}

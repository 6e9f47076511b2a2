package io.slotwise.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The report for people: a line a cell and side. */
public final class Table {
    private static final String DOUBT =
            "\n\nRuns of one mover differ by more than half: something else kept this machine"
                    + " busy. Trust none of these figures; run again when it is quiet.";

    private static final List<String> HEAD = List.of(
            "server",
            "data",
            "load",
            "from",
            "mover",
            "wall s",
            "ratio",
            "p99 ms",
            "ratio",
            "max ms",
            "keys/s",
            "source us/key",
            "dest. us/key",
            "errors",
            "lost");

    private Table() {}

    public static String of(Report report) {
        List<List<String>> lines = Stream.concat(
                        Stream.of(HEAD), report.cells().stream().flatMap(cell -> Stream.of(theirs(cell), ours(cell))))
                .toList();
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> text(line, widths)).collect(Collectors.joining("\n"))
                + (report.cells().stream().anyMatch(Cell::isDoubtful) ? DOUBT : "");
    }

    private static String text(List<String> line, int[] widths) {
        return IntStream.range(0, line.size())
                .mapToObj(i -> i < 5
                        ? line.get(i) + " ".repeat(widths[i] - line.get(i).length())
                        : " ".repeat(widths[i] - line.get(i).length()) + line.get(i))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static List<String> theirs(Cell cell) {
        return line(cell, cell.against(), cell.opponent(), "", "");
    }

    private static List<String> ours(Cell cell) {
        return line(
                cell,
                "slotwise pace " + cell.pace(),
                cell.slotwise(),
                number(cell.wallRatio(), 2) + "x",
                cell.p99Ratio().map(ratio -> number(ratio, 2) + "x").orElse("-"));
    }

    private static List<String> line(Cell cell, String mover, Side side, String wallRatio, String p99Ratio) {
        return List.of(
                cell.server(),
                cell.data(),
                cell.load(),
                cell.sources() == 1 ? "1 master" : cell.sources() + " masters",
                mover,
                number(side.wallSeconds(), 2),
                wallRatio,
                number(side.p99()),
                p99Ratio,
                number(side.max()),
                number(side.keysPerSecond(), 0),
                number(side.sourceMicrosPerKey(), 1),
                number(side.destinationMicrosPerKey(), 1),
                Long.toString(side.clientErrors()),
                Long.toString(side.lostWrites() + side.wrongValues() + side.lostTtls() + side.missingKeys()));
    }

    private static String number(Optional<Double> value) {
        return value.map(it -> number(it, 2)).orElse("-");
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}

package io.slotwise.standalone.lab;

import io.slotwise.streams.tune.Total;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Running cost to the right, minutes of overload upwards: the front as text for terminals, and as a drawing for pages. */
final class FrontPlot {
    private static final int COLUMNS = 64;
    private static final int LINES = 14;
    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;
    private static final int LEFT = 62;
    private static final int FOOT = 44;

    private final List<Dot> dots = new ArrayList<>();
    private final double leastCost;
    private final double mostCost;
    private final double mostMinutes;

    private record Dot(String mark, double cost, double minutes) {
        static Dot of(String mark, Total total) {
            return new Dot(mark, total.runningCost(), total.violationMinutes());
        }
    }

    FrontPlot(TuneReport report) {
        dots.add(Dot.of("*", report.before().train()));
        for (int i = 0; i < report.front().size(); i++) {
            dots.add(Dot.of(TuneReport.mark(i), report.front().get(i).train()));
        }
        leastCost = dots.stream().mapToDouble(Dot::cost).min().orElse(0);
        mostCost = dots.stream().mapToDouble(Dot::cost).max().orElse(1);
        mostMinutes = Math.max(1, dots.stream().mapToDouble(Dot::minutes).max().orElse(1));
    }

    private double x(Dot dot) {
        return mostCost == leastCost ? 0 : (dot.cost() - leastCost) / (mostCost - leastCost);
    }

    private double y(Dot dot) {
        return dot.minutes() / mostMinutes;
    }

    String text() {
        char[][] field = new char[LINES][COLUMNS];
        for (char[] line : field) {
            Arrays.fill(line, ' ');
        }
        for (Dot dot : dots) {
            int line = LINES - 1 - (int) Math.round(y(dot) * (LINES - 1));
            field[line][(int) Math.round(x(dot) * (COLUMNS - 1))] = dot.mark().charAt(0);
        }
        String most = Text.number(mostMinutes);
        int margin = Math.max(most.length(), 3);
        StringBuilder plot = new StringBuilder("violation minutes\n");
        for (int line = 0; line < LINES; line++) {
            String label = line == 0 ? most : line == LINES - 1 ? "0" : "";
            plot.append(" ".repeat(margin - label.length()))
                    .append(label)
                    .append(" |")
                    .append(new String(field[line]).stripTrailing())
                    .append('\n');
        }
        String least = Text.number(leastCost);
        String end = Text.number(mostCost);
        plot.append(" ".repeat(margin + 1))
                .append('+')
                .append("-".repeat(COLUMNS))
                .append('\n');
        plot.append(" ".repeat(margin + 2))
                .append(least)
                .append(" ".repeat(Math.max(1, COLUMNS - least.length() - end.length())))
                .append(end)
                .append("  running cost");
        return plot.toString();
    }

    String svg() {
        String marks = dots.stream().map(this::svg).collect(Collectors.joining());
        return "<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-label=\"Running cost against minutes of"
                + " overload\" style=\"width:100%;max-width:" + WIDTH + "px\">"
                + line(LEFT, 10, LEFT, HEIGHT - FOOT) + line(LEFT, HEIGHT - FOOT, WIDTH - 20, HEIGHT - FOOT)
                + label(LEFT - 8, 20, "end", Text.number(mostMinutes))
                + label(LEFT - 8, HEIGHT - FOOT, "end", "0")
                + label(LEFT, HEIGHT - FOOT + 18, "middle", Text.number(leastCost))
                + label(WIDTH - 40, HEIGHT - FOOT + 18, "middle", Text.number(mostCost))
                + label((LEFT + WIDTH) / 2.0, HEIGHT - 8, "middle", "running cost (masters and scalings)")
                + "<text transform=\"translate(14 " + (HEIGHT - FOOT) / 2
                + ") rotate(-90)\" text-anchor=\"middle\">violation minutes</text>" + marks + "</svg>";
    }

    private String svg(Dot dot) {
        double left = LEFT + 14 + x(dot) * (WIDTH - LEFT - 60);
        double top = HEIGHT - FOOT - 8 - y(dot) * (HEIGHT - FOOT - 34);
        boolean now = dot.mark().equals("*");
        return String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"var(%s)\"/>",
                        left,
                        top,
                        now ? "--p1" : "--p0")
                + label(left + 8, top - 5, "start", now ? "now" : dot.mark());
    }

    private static String line(double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\" stroke=\"var(--line)\"/>",
                x1,
                y1,
                x2,
                y2);
    }

    private static String label(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                Page.escaped(text));
    }
}

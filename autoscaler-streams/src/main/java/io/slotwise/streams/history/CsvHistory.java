package io.slotwise.streams.history;

import io.slotwise.streams.replay.DemandSeries.Point;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Plain columns of time and value, separated by commas, semicolons or tabs. A first line of names may say which columns
 * they are ({@code timestamp} or {@code time}, and {@code value}); without one they are the first two.
 */
public final class CsvHistory {
    private static final Pattern SEPARATOR = Pattern.compile("[,;\t]");
    private static final List<String> TIME_NAMES = List.of("timestamp", "time", "date", "datetime", "ts");
    private static final int MOST_SHOWN = 40;

    private final SetAside setAside;
    private final List<Point> points = new ArrayList<>();
    private int timeColumn;
    private int valueColumn = 1;

    private CsvHistory(SetAside setAside) {
        this.setAside = setAside;
    }

    /** All rows that can be used, in order of time; those that cannot, and what cannot be unpacked, are set aside. */
    public static List<Point> read(Reader text, SetAside setAside) {
        CsvHistory history = new CsvHistory(setAside);
        BufferedReader lines = new BufferedReader(text);
        int number = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String clean = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                if (!clean.isBlank()) {
                    history.line(number, clean);
                }
            }
        } catch (IOException e) {
            // Cut off in the middle: what came before is good.
            setAside.add("after line " + number, "the rest cannot be read: " + e.getMessage());
        }
        return history.points;
    }

    private void line(int number, String line) {
        String[] cells = SEPARATOR.split(line, -1);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = bare(cells[i]);
        }
        if (number == 1 && isHead(cells)) {
            head(cells);
        } else {
            row(cells).ifPresent(problem -> setAside.add("line " + number, problem));
        }
    }

    private static String bare(String cell) {
        String text = cell.strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** Names, and not a row that is broken. */
    private static boolean isHead(String[] cells) {
        return cells.length > 1 && !cells[0].isEmpty() && cells[0].chars().noneMatch(Character::isDigit);
    }

    private void head(String[] cells) {
        for (int i = 0; i < cells.length; i++) {
            String name = cells[i].toLowerCase(Locale.ROOT);
            if (TIME_NAMES.contains(name)) {
                timeColumn = i;
            } else if (name.equals("value")) {
                valueColumn = i;
            }
        }
    }

    /** Takes a row, or says why not. */
    private Optional<String> row(String[] cells) {
        if (cells.length <= Math.max(timeColumn, valueColumn)) {
            return Optional.of("'" + shown(String.join(",", cells)) + "' is not a time and a value");
        }
        Optional<Instant> at = Timestamps.tried(cells[timeColumn]);
        if (at.isEmpty()) {
            return Optional.of("'" + shown(cells[timeColumn]) + "' is no time");
        }
        String text = cells[valueColumn];
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Optional.of(text.isEmpty() ? "the value is missing" : "'" + shown(text) + "' is not a number");
        }
        if (!(value >= 0) || Double.isInfinite(value)) {
            return Optional.of("the value " + shown(text) + " is not a number of at least 0");
        }
        if (!points.isEmpty() && !at.get().isAfter(points.get(points.size() - 1).at())) {
            return Optional.of("its time " + at.get() + " is not after that of the row before");
        }
        points.add(new Point(at.get(), value));
        return Optional.empty();
    }

    private static String shown(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }
}

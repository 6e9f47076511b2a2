package io.slotwise.collector.reading;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The {@code field:value} lines that {@code INFO} and {@code CLUSTER INFO} answer with. A field that is missing, or whose
 * value is no number where one is asked for, is absent.
 *
 * @param fields value by field name
 */
public record Report(Map<String, String> fields) {
    public static final Report EMPTY = new Report(Map.of());

    public Report {
        fields = Map.copyOf(fields);
    }

    /** Reads every line that holds a colon; section titles and anything else are passed over. */
    public static Report parse(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new Report(fields);
    }

    public Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** The field as a whole number of 0 or more. */
    public OptionalLong count(String field) {
        try {
            long value = Long.parseLong(fields.getOrDefault(field, ""));
            return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The field as a finite number. */
    public OptionalDouble number(String field) {
        try {
            double value = Double.parseDouble(fields.getOrDefault(field, ""));
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The parts of a value that is itself a list, such as {@code db0:keys=5,expires=0}; empty when it is none. */
    public Report parts(String field) {
        return parse(fields.getOrDefault(field, "").replace(',', '\n').replace('=', ':'));
    }
}

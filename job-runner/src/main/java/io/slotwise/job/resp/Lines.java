package io.slotwise.job.resp;

import java.util.HashMap;
import java.util.Map;

/** {@code name:value} lines, as INFO and CLUSTER INFO answer. A value that is missing reads as empty or 0. */
public record Lines(Map<String, String> values) {
    public static Lines parse(String text) {
        Map<String, String> values = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        });
        return new Lines(values);
    }

    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** The value as a number with a fraction; 0 when it is none. */
    public double decimal(String name) {
        try {
            return text(name).isEmpty() ? 0 : Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The value as a whole number; 0 where a server subtracted too much and so prints a number near 2^64. */
    public long number(String name) {
        String text = text(name);
        return text.isEmpty() ? 0 : Math.max(0, Long.parseUnsignedLong(text));
    }
}

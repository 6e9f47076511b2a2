package io.slotwise.streams.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as people and programs write them: {@code 2014-02-14 14:27:00} (UTC), {@code 2014-02-14} (its first moment),
 * ISO-8601 with or without an offset, and seconds or milliseconds since 1970.
 */
public final class Timestamps {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,13}(\\.\\d{1,9})?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern OFFSET = Pattern.compile(".*(Z|z|[+-]\\d{2}(:?\\d{2})?)");
    private static final double FIRST_MILLIS = 1e11;

    private Timestamps() {}

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException with a sentence, when it is none
     */
    public static Instant parse(String text) {
        return tried(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text
                        + "' is no time; write 2026-11-01T12:00:00Z, 2026-11-01 12:00:00 (UTC) or seconds since 1970"));
    }

    /** The time, if it is one. */
    static Optional<Instant> tried(String text) {
        try {
            if (NUMBER.matcher(text).matches()) {
                double number = Double.parseDouble(text);
                return Optional.of(Instant.ofEpochMilli(Math.round(number >= FIRST_MILLIS ? number : number * 1000)));
            }
            if (DAY.matcher(text).matches()) {
                return Optional.of(
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            String iso = text.replace(' ', 'T');
            return Optional.of(
                    OFFSET.matcher(iso.substring(Math.min(10, iso.length()))).matches()
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

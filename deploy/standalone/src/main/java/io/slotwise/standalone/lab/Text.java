package io.slotwise.standalone.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers and times stand in what people read. */
final class Text {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Text() {}

    /** {@code 80,640}. */
    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With one decimal below 1,000, none from there on. */
    static String number(double number) {
        return Math.abs(number) < 999.95
                ? String.format(Locale.ROOT, "%.1f", number)
                : String.format(Locale.ROOT, "%,.0f", number);
    }

    static String count(long number, String thing) {
        return whole(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** In UTC. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    static String bytes(double bytes) {
        return bytes >= 1e12 ? number(bytes / 1e12) + " TB" : number(bytes / 1e9) + " GB";
    }

    static String seconds(double seconds) {
        return seconds >= 7200
                ? number(seconds / 3600) + " h"
                : seconds >= 120 ? number(seconds / 60) + " min" : Math.round(seconds) + " s";
    }

    static String length(Instant from, Instant to) {
        double hours = Duration.between(from, to).toMillis() / 3_600_000.0;
        return hours >= 48 ? number(hours / 24) + " days" : seconds(hours * 3600);
    }
}

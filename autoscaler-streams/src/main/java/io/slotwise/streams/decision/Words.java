package io.slotwise.streams.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How numbers stand in sentences. */
final class Words {
    private static final Pattern END = Pattern.compile("\\. (?=\\p{Lu})");

    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    private Words() {}

    /** {@code 91.2 %}. */
    static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }

    /** The coarsest of seconds, minutes and hours that still says enough. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (Math.abs(seconds) < 600) {
            return seconds + " s";
        }
        return Math.abs(seconds) < 36_000 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }

    /** {@code 41 h}, {@code 9 days}. */
    static String hours(long minutes) {
        long hours = minutes / 60;
        return hours < 72 ? hours + " h" : hours / 24 + " days";
    }

    /** To the second. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 12.0 % CPU and 30.5 % memory}. */
    static String projected(Projection after) {
        return percent(after.cpu()) + " CPU"
                + (after.memory().isPresent() ? " and " + percent(after.memory().getAsDouble()) + " memory" : "");
    }

    /** What stands after the last full stop that ends a sentence. */
    static String lastSentence(String text) {
        Matcher ends = END.matcher(text);
        int begin = 0;
        while (ends.find()) {
            begin = ends.end();
        }
        return text.substring(begin);
    }

    /** {@code 512 B}, {@code 50.0 GiB}. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.size() - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
    }

    /** {@code 1 master}, {@code 3 masters}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The first few, and how many more there are. */
    static String list(Collection<String> names) {
        int most = 5;
        String shown = String.join(", ", names.stream().limit(most).toList());
        return names.size() <= most ? shown : shown + " and " + (names.size() - most) + " more";
    }
}

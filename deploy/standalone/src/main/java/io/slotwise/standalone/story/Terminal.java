package io.slotwise.standalone.story;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Tells the story on the terminal: a line an event, each with the time since the start. Colours only where they show. */
public final class Terminal {
    /** What a line is about; decides its colour. */
    public enum Tone {
        STEP(Style.bold),
        DECISION(Style.fg_cyan),
        WORK(Style.faint),
        GOOD(Style.fg_green),
        BAD(Style.fg_red);

        private final Style style;

        Tone(Style style) {
            this.style = style;
        }
    }

    private final PrintWriter out;
    private final InstantSource clock;
    private final Instant start;

    public Terminal(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
    }

    public synchronized void say(Tone tone, String text) {
        double seconds = elapsed().toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%6.1fs  ", seconds) + styled(tone, text));
        out.flush();
    }

    private static String styled(Tone tone, String text) {
        return Ansi.AUTO.enabled() ? Style.on(tone.style) + text + Style.off(tone.style) : text;
    }

    /** A line as it is: for programs. */
    public synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    public Duration elapsed() {
        return Duration.between(start, clock.instant());
    }
}

package io.slotwise.standalone.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a {@link LoadProfile}, one step after the other. */
final class ProfileScript {
    private static final Pattern STEPS = Pattern.compile("\\s*(?:,\\s*then|,|;|\\bthen\\b)\\s*");
    private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)(%|ms|s|m|b|kb|mb|gb|)");
    private static final Map<String, Double> PERCENT = Map.of("", 1.0, "%", 1.0);
    private static final Map<String, Double> BYTES =
            Map.of("", 1.0, "b", 1.0, "kb", 1024.0, "mb", 1024.0 * 1024, "gb", 1024.0 * 1024 * 1024);
    private static final Map<String, Double> MILLIS = Map.of("ms", 1.0, "s", 1_000.0, "m", 60_000.0);

    private final String script;
    private final List<LoadProfile.Phase> phases = new ArrayList<>();
    private LoadProfile.Ending ending = new LoadProfile.Ending.Stays(Demand.NONE);
    private State state = State.TIMED;
    private String resource = "";
    private Demand demand = Demand.NONE;

    /** Whether a further step may follow. */
    private enum State {
        TIMED,
        ENDED
    }

    ProfileScript(String script) {
        this.script = script.trim().toLowerCase(Locale.ROOT);
    }

    LoadProfile read() {
        for (String step : STEPS.split(script, -1)) {
            if (state == State.ENDED) {
                throw wrong(step, "nothing can follow a step without 'for <duration>'");
            }
            read(step);
        }
        return new LoadProfile(phases, ending);
    }

    private void read(String step) {
        if (step.equals("repeat")) {
            ending = new LoadProfile.Ending.Repeats();
            state = State.ENDED;
            return;
        }
        String[] words = step.isEmpty() ? new String[0] : step.split("\\s+");
        int at = 0;
        while (at < words.length && !words[at].equals("for")) {
            at += amount(words, at, step);
        }
        if (at == 0) {
            throw wrong(step, "it asks for nothing; write 'cpu <percent>' or 'memory <bytes>'");
        }
        end(words, at, step);
    }

    /** Reads {@code cpu 90}, {@code memory 64mb} or a bare number; the words it took. */
    private int amount(String[] words, int at, String step) {
        boolean named = words[at].equals("cpu") || words[at].equals("memory");
        if (named) {
            resource = words[at];
        }
        int value = named ? at + 1 : at;
        if (value >= words.length) {
            throw wrong(step, "'" + resource + "' needs a number");
        }
        switch (resource) {
            case "cpu" -> demand = demand.withCpuPercent(number(words[value], PERCENT, step));
            case "memory" -> demand = demand.withBallastBytes((long) number(words[value], BYTES, step));
            default -> throw wrong(step, "'" + words[at] + "' is neither 'cpu' nor 'memory'");
        }
        return value - at + 1;
    }

    private void end(String[] words, int at, String step) {
        if (at == words.length) {
            ending = new LoadProfile.Ending.Stays(demand);
            state = State.ENDED;
        } else if (at == words.length - 2) {
            phases.add(new LoadProfile.Phase(demand, duration(words[at + 1], step)));
        } else {
            throw wrong(step, "'for' needs one duration, such as 40s, at the end of the step");
        }
    }

    private Duration duration(String word, String step) {
        long millis = (long) number(word, MILLIS, step);
        if (millis == 0) {
            throw wrong(step, "it lasts no time");
        }
        return Duration.ofMillis(millis);
    }

    private double number(String word, Map<String, Double> units, String step) {
        Matcher matcher = AMOUNT.matcher(word);
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            throw wrong(
                    step,
                    "'" + word + "' is not a number with one of the units "
                            + units.keySet().stream()
                                    .filter(unit -> !unit.isEmpty())
                                    .sorted()
                                    .toList());
        }
        return Double.parseDouble(matcher.group(1)) * units.getOrDefault(matcher.group(2), 1.0);
    }

    private IllegalArgumentException wrong(String step, String problem) {
        return new IllegalArgumentException("step '" + step + "' of load profile '" + script + "': " + problem);
    }
}

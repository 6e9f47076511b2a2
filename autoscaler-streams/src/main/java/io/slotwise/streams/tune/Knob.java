package io.slotwise.streams.tune;

import io.slotwise.model.Limits.Forecast;
import io.slotwise.model.Policy.Strategy;
import io.slotwise.model.Policy.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/** One setting that can be turned, and the places that it has. A place of 0 leaves a window or a step to the strategy. */
enum Knob {
    STRATEGY(s -> s.strategy() == Strategy.ADAPTIVE ? 0 : 1, 0, 1),
    CPU_HIGH(s -> s.cpu().high(), 55, 60, 65, 70, 75, 80, 85),
    CPU_LOW(s -> s.cpu().low(), 20, 30, 40, 45, 50, 55, 60, 65),
    MEMORY_HIGH(s -> s.memory().high(), 60, 65, 70, 75, 80, 85),
    MEMORY_LOW(s -> s.memory().low(), 30, 40, 50, 60, 65),
    COOLDOWN(s -> (int) s.cooldown().toSeconds(), 30, 60, 120, 300, 600, 1800, 3600),
    MAX_STEP(s -> s.maxStep().orElse(0), 0, 1, 2, 4),
    OUT_WINDOW(s -> seconds(s.outWindow()), 0, 15, 30, 60, 120),
    IN_WINDOW(s -> seconds(s.inWindow()), 0, 60, 300, 900, 1800, 3600),
    FORECAST(s -> s.forecast() == Forecast.AUTO ? 0 : 1, 0, 1);

    /** High and low thresholds nearer than this make a cluster flap. */
    private static final int LEAST_BAND = 10;

    /** A high threshold, and the low one that it must keep away from. */
    private static final Map<Knob, Knob> BANDS = Map.of(CPU_HIGH, CPU_LOW, MEMORY_HIGH, MEMORY_LOW);

    static final List<Knob> ALL = List.of(values());

    /** Those that mean something where memory has no limit. */
    static final List<Knob> WITHOUT_MEMORY = ALL.stream()
            .filter(knob -> knob != MEMORY_HIGH && knob != MEMORY_LOW)
            .toList();

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final ToIntFunction<Settings> value;

    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    private final List<Integer> places;

    Knob(ToIntFunction<Settings> value, Integer... places) {
        this.value = value;
        this.places = List.of(places);
    }

    List<Integer> places() {
        return places;
    }

    int value(Settings settings) {
        return value.applyAsInt(settings);
    }

    /** The settings with this one turned; unchanged where that cannot be. */
    Settings turn(Settings settings, int place) {
        ToIntFunction<Knob> turned = knob -> knob == this ? place : knob.value(settings);
        boolean tooNear = BANDS.entrySet().stream()
                .filter(band -> this == band.getKey() || this == band.getValue())
                .anyMatch(band -> turned.applyAsInt(band.getKey()) - turned.applyAsInt(band.getValue()) < LEAST_BAND);
        return tooNear ? settings : settings(turned);
    }

    private static Settings settings(ToIntFunction<Knob> values) {
        int step = values.applyAsInt(MAX_STEP);
        return new Settings(
                values.applyAsInt(STRATEGY) == 0 ? Strategy.ADAPTIVE : Strategy.THRESHOLD,
                new Thresholds(values.applyAsInt(CPU_HIGH), values.applyAsInt(CPU_LOW)),
                new Thresholds(values.applyAsInt(MEMORY_HIGH), values.applyAsInt(MEMORY_LOW)),
                Duration.ofSeconds(values.applyAsInt(COOLDOWN)),
                step == 0 ? OptionalInt.empty() : OptionalInt.of(step),
                window(values.applyAsInt(OUT_WINDOW)),
                window(values.applyAsInt(IN_WINDOW)),
                values.applyAsInt(FORECAST) == 0 ? Forecast.AUTO : Forecast.OFF);
    }

    private static int seconds(Optional<Duration> window) {
        return window.map(length -> (int) length.toSeconds()).orElse(0);
    }

    private static Optional<Duration> window(int seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }
}

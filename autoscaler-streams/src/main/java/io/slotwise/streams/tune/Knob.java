package io.slotwise.streams.tune;

import io.slotwise.model.Limits;
import io.slotwise.model.Policy.Strategy;
import io.slotwise.model.Policy.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One setting that can be turned, and the places that it has. A place of 0 leaves a window or a step to the strategy. */
enum Knob {
    STRATEGY(0, 1) {
        @Override
        Settings turn(Settings s, int value) {
            return new Settings(
                    value == 0 ? Strategy.ADAPTIVE : Strategy.THRESHOLD,
                    s.cpu(),
                    s.memory(),
                    s.cooldown(),
                    s.maxStep(),
                    s.outWindow(),
                    s.inWindow(),
                    s.forecast());
        }

        @Override
        int value(Settings s) {
            return s.strategy() == Strategy.ADAPTIVE ? 0 : 1;
        }
    },
    CPU_HIGH(55, 60, 65, 70, 75, 80, 85) {
        @Override
        Settings turn(Settings s, int value) {
            return s.cpu().low() > value - LEAST_BAND
                    ? s
                    : withCpu(s, new Thresholds(value, s.cpu().low()));
        }

        @Override
        int value(Settings s) {
            return s.cpu().high();
        }
    },
    CPU_LOW(20, 30, 40, 45, 50, 55, 60, 65) {
        @Override
        Settings turn(Settings s, int value) {
            return value > s.cpu().high() - LEAST_BAND
                    ? s
                    : withCpu(s, new Thresholds(s.cpu().high(), value));
        }

        @Override
        int value(Settings s) {
            return s.cpu().low();
        }
    },
    MEMORY_HIGH(60, 65, 70, 75, 80, 85) {
        @Override
        Settings turn(Settings s, int value) {
            return s.memory().low() > value - LEAST_BAND
                    ? s
                    : withMemory(s, new Thresholds(value, s.memory().low()));
        }

        @Override
        int value(Settings s) {
            return s.memory().high();
        }
    },
    MEMORY_LOW(30, 40, 50, 60, 65) {
        @Override
        Settings turn(Settings s, int value) {
            return value > s.memory().high() - LEAST_BAND
                    ? s
                    : withMemory(s, new Thresholds(s.memory().high(), value));
        }

        @Override
        int value(Settings s) {
            return s.memory().low();
        }
    },
    COOLDOWN(30, 60, 120, 300, 600, 1800, 3600) {
        @Override
        Settings turn(Settings s, int value) {
            return new Settings(
                    s.strategy(),
                    s.cpu(),
                    s.memory(),
                    Duration.ofSeconds(value),
                    s.maxStep(),
                    s.outWindow(),
                    s.inWindow(),
                    s.forecast());
        }

        @Override
        int value(Settings s) {
            return (int) s.cooldown().toSeconds();
        }
    },
    MAX_STEP(0, 1, 2, 4) {
        @Override
        Settings turn(Settings s, int value) {
            return new Settings(
                    s.strategy(),
                    s.cpu(),
                    s.memory(),
                    s.cooldown(),
                    value == 0 ? OptionalInt.empty() : OptionalInt.of(value),
                    s.outWindow(),
                    s.inWindow(),
                    s.forecast());
        }

        @Override
        int value(Settings s) {
            return s.maxStep().orElse(0);
        }
    },
    OUT_WINDOW(0, 15, 30, 60, 120) {
        @Override
        Settings turn(Settings s, int value) {
            return new Settings(
                    s.strategy(),
                    s.cpu(),
                    s.memory(),
                    s.cooldown(),
                    s.maxStep(),
                    window(value),
                    s.inWindow(),
                    s.forecast());
        }

        @Override
        int value(Settings s) {
            return s.outWindow().map(window -> (int) window.toSeconds()).orElse(0);
        }
    },
    IN_WINDOW(0, 60, 300, 900, 1800, 3600) {
        @Override
        Settings turn(Settings s, int value) {
            return new Settings(
                    s.strategy(),
                    s.cpu(),
                    s.memory(),
                    s.cooldown(),
                    s.maxStep(),
                    s.outWindow(),
                    window(value),
                    s.forecast());
        }

        @Override
        int value(Settings s) {
            return s.inWindow().map(window -> (int) window.toSeconds()).orElse(0);
        }
    },
    FORECAST(0, 1) {
        @Override
        Settings turn(Settings s, int value) {
            return new Settings(
                    s.strategy(),
                    s.cpu(),
                    s.memory(),
                    s.cooldown(),
                    s.maxStep(),
                    s.outWindow(),
                    s.inWindow(),
                    value == 0 ? Limits.Forecast.AUTO : Limits.Forecast.OFF);
        }

        @Override
        int value(Settings s) {
            return s.forecast() == Limits.Forecast.AUTO ? 0 : 1;
        }
    };

    /** High and low thresholds nearer than this make a cluster flap. */
    private static final int LEAST_BAND = 10;

    /** Those that mean something where memory has no limit. */
    static final List<Knob> WITHOUT_MEMORY =
            List.of(STRATEGY, CPU_HIGH, CPU_LOW, COOLDOWN, MAX_STEP, OUT_WINDOW, IN_WINDOW, FORECAST);

    static final List<Knob> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    private final List<Integer> places;

    Knob(Integer... places) {
        this.places = List.of(places);
    }

    List<Integer> places() {
        return places;
    }

    /** The settings with this one turned; unchanged where that cannot be. */
    abstract Settings turn(Settings settings, int value);

    abstract int value(Settings settings);

    private static Optional<Duration> window(int seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    private static Settings withCpu(Settings s, Thresholds cpu) {
        return new Settings(
                s.strategy(), cpu, s.memory(), s.cooldown(), s.maxStep(), s.outWindow(), s.inWindow(), s.forecast());
    }

    private static Settings withMemory(Settings s, Thresholds memory) {
        return new Settings(
                s.strategy(), s.cpu(), memory, s.cooldown(), s.maxStep(), s.outWindow(), s.inWindow(), s.forecast());
    }
}

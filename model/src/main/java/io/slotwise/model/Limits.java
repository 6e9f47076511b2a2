package io.slotwise.model;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How far and how often the number of masters may change; what is absent is left to the decision core.
 *
 * @param maxStep most masters that one scaling adds or removes, 1 or more
 * @param outWindow how long the load must have asked for more masters, at most a day
 * @param inWindow how long the load must have allowed fewer masters, at most a day
 * @param maxBytesPerDay most bytes that scalings may move in 24 hours, 1 or more
 * @param maxScalingsPerDay most scalings in 24 hours, 1 or more
 * @param excludedWindows times at which none may begin
 * @param forecast whether the load to come may be acted on
 */
public record Limits(
        OptionalInt maxStep,
        Optional<Duration> outWindow,
        Optional<Duration> inWindow,
        OptionalLong maxBytesPerDay,
        OptionalInt maxScalingsPerDay,

        @JsonSetter(nulls = Nulls.AS_EMPTY) List<ExcludedWindow> excludedWindows,

        @JsonSetter(nulls = Nulls.AS_EMPTY) Forecast forecast) {
    public static final Limits NONE = new Limits();

    private static final Duration DAY = Duration.ofDays(1);

    /** Whether the load to come may be acted on. */
    public enum Forecast {
        @JsonEnumDefaultValue
        AUTO,
        OFF
    }

    /** No limit at all. */
    public Limits() {
        this(
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                List.of(),
                Forecast.AUTO);
    }

    public Limits {
        maxStep.ifPresent(step -> Checks.atLeast("maxStep", 1, step));
        outWindow.ifPresent(window -> Checks.within("outWindow", Duration.ZERO, DAY, window));
        inWindow.ifPresent(window -> Checks.within("inWindow", Duration.ZERO, DAY, window));
        maxBytesPerDay.ifPresent(bytes -> Checks.atLeast("maxBytesPerDay", 1L, bytes));
        maxScalingsPerDay.ifPresent(scalings -> Checks.atLeast("maxScalingsPerDay", 1, scalings));
        excludedWindows = List.copyOf(excludedWindows);
    }
}

package io.slotwise.reconciler.spec;

import io.fabric8.kubernetes.api.model.Quantity;
import io.slotwise.model.ExcludedWindow;
import io.slotwise.model.Limits;
import io.slotwise.model.Pause;
import io.slotwise.model.Policy;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterSpec;
import io.slotwise.model.crd.ScalingSpec;
import io.slotwise.model.crd.ShadowSpec;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The scaling rules that a spec and its pause annotation state. */
final class PolicyReading {
    private PolicyReading() {}

    /** Why they cannot be; the rest of the spec was found good. */
    static Optional<String> problem(RedisCluster cluster) {
        try {
            policy(cluster);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * @throws IllegalArgumentException that says what to change, when they cannot be
     */
    static Policy policy(RedisCluster cluster) {
        RedisClusterSpec spec = cluster.getSpec();
        Policy own = new Policy(
                cluster.getMetadata().getGeneration(),
                spec.autoScaleEnabled() ? Policy.Scaling.AUTOMATIC : Policy.Scaling.MANUAL,
                spec.minMasters(),
                spec.ceiling(),
                new Policy.Thresholds(spec.cpuThreshold(), spec.cpuThresholdLow()),
                new Policy.Thresholds(spec.memoryThreshold(), spec.memoryThresholdLow()),
                Duration.ofSeconds(spec.scaleCooldownSeconds()),
                Duration.ofSeconds(spec.metricsQueryInterval()),
                URI.create(spec.prometheusURL()),
                Policy.Strategy.valueOf(spec.strategy().name()),
                limits("scaling", spec.scaling()),
                pause(cluster.getMetadata().getAnnotations()),
                List.of());
        return own.with(
                spec.shadow().stream().map(shadow -> shadow(shadow, own)).toList());
    }

    private static Policy.Shadow shadow(ShadowSpec shadow, Policy own) {
        String where = "shadow " + shadow.name();
        try {
            return new Policy.Shadow(
                    shadow.name(),
                    new Policy(
                            own.version(),
                            own.scaling(),
                            own.minMasters(),
                            shadow.maxMasters() == null ? own.maxMasters() : OptionalInt.of(shadow.maxMasters()),
                            thresholds(own.cpu(), shadow.cpuThreshold(), shadow.cpuThresholdLow()),
                            thresholds(own.memory(), shadow.memoryThreshold(), shadow.memoryThresholdLow()),
                            shadow.scaleCooldownSeconds() == null
                                    ? own.scaleCooldown()
                                    : Duration.ofSeconds(shadow.scaleCooldownSeconds()),
                            own.metricsQueryInterval(),
                            own.prometheusUrl(),
                            shadow.strategy() == null
                                    ? own.strategy()
                                    : Policy.Strategy.valueOf(shadow.strategy().name()),
                            shadow.scaling() == null ? own.limits() : limits("scaling", shadow.scaling()),
                            own.pause(),
                            List.of()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static Policy.Thresholds thresholds(Policy.Thresholds own, @Nullable Integer high, @Nullable Integer low) {
        return new Policy.Thresholds(
                Objects.requireNonNullElse(high, own.high()), Objects.requireNonNullElse(low, own.low()));
    }

    private static Limits limits(String where, @Nullable ScalingSpec scaling) {
        if (scaling == null) {
            return Limits.NONE;
        }
        try {
            return new Limits(
                    number(scaling.maxStep()),
                    seconds(scaling.outWindowSeconds()),
                    seconds(scaling.inWindowSeconds()),
                    bytes(scaling.maxBytesPerDay()),
                    number(scaling.maxScalingsPerDay()),
                    scaling.excludedWindows().stream()
                            .map(PolicyReading::window)
                            .toList(),
                    Limits.Forecast.valueOf(scaling.forecast().name()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static OptionalInt number(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static Optional<Duration> seconds(@Nullable Integer value) {
        return Optional.ofNullable(value).map(Duration::ofSeconds);
    }

    private static OptionalLong bytes(@Nullable String quantity) {
        if (quantity == null) {
            return OptionalLong.empty();
        }
        try {
            BigDecimal bytes = Quantity.getAmountInBytes(Quantity.parse(quantity));
            return OptionalLong.of(bytes.longValueExact());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "maxBytesPerDay '" + quantity + "' is no number of bytes: write one such as 50Gi", e);
        }
    }

    private static ExcludedWindow window(ScalingSpec.ExcludedWindowSpec window) {
        return new ExcludedWindow(
                window.schedule().trim(),
                duration(window.duration()),
                zone(window.timeZone()),
                ExcludedWindow.Directions.valueOf(window.directions().name()));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "duration '" + text + "' of an excluded window must be hours and minutes, such as 1h30m", e);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "timeZone '" + name + "' of an excluded window is not known: write one such as Europe/Berlin", e);
        }
    }

    private static Pause pause(@Nullable Map<String, String> annotations) {
        String value = annotations == null ? null : annotations.get(Pause.ANNOTATION);
        if (value == null) {
            return Pause.NONE;
        }
        return switch (value) {
            case "all" -> Pause.ALL;
            case "in" -> Pause.IN;
            case "out" -> Pause.OUT;
            default ->
                throw new IllegalArgumentException("annotation " + Pause.ANNOTATION + " is '" + value
                        + "' and must be all, in or out: change it or take it away");
        };
    }
}

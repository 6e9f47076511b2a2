package io.slotwise.streams.tune;

import com.fasterxml.jackson.databind.node.NullNode;
import io.slotwise.model.Limits;
import io.slotwise.model.Policy;
import io.slotwise.model.Policy.Strategy;
import io.slotwise.model.Policy.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What tuning may change of a policy; the rest stays as it is.
 *
 * @param strategy how load is judged
 * @param cpu thresholds, percent
 * @param memory thresholds, percent
 * @param cooldown least time between two scalings
 * @param maxStep most masters at once; absent for no limit
 * @param outWindow how long load must have asked for more; absent for the strategy's own
 * @param inWindow how long load must have allowed fewer; absent for the strategy's own
 * @param forecast whether load to come may be acted on
 */
public record Settings(
        Strategy strategy,
        Thresholds cpu,
        Thresholds memory,
        Duration cooldown,
        OptionalInt maxStep,
        Optional<Duration> outWindow,
        Optional<Duration> inWindow,
        Limits.Forecast forecast) {

    /** Those of a policy. */
    public static Settings of(Policy policy) {
        return new Settings(
                policy.strategy(),
                policy.cpu(),
                policy.memory(),
                policy.scaleCooldown(),
                policy.limits().maxStep(),
                policy.limits().outWindow(),
                policy.limits().inWindow(),
                policy.limits().forecast());
    }

    /** A policy with these settings. */
    public Policy on(Policy base) {
        Limits limits = new Limits(
                maxStep,
                outWindow,
                inWindow,
                base.limits().maxBytesPerDay(),
                base.limits().maxScalingsPerDay(),
                base.limits().excludedWindows(),
                forecast);
        return new Policy(
                base.version(),
                base.scaling(),
                base.minMasters(),
                base.maxMasters(),
                cpu,
                memory,
                cooldown,
                base.metricsQueryInterval(),
                base.prometheusUrl(),
                strategy,
                limits,
                base.pause(),
                base.shadows());
    }

    /**
     * The fields of a {@code RedisCluster}'s spec in which these differ from others, as a merge patch of the spec: null
     * takes a field away.
     */
    public Map<String, Object> patch(Settings before) {
        Map<String, Object> spec = new TreeMap<>();
        put(spec, "strategy", word(strategy), word(before.strategy));
        put(spec, "cpuThreshold", cpu.high(), before.cpu.high());
        put(spec, "cpuThresholdLow", cpu.low(), before.cpu.low());
        put(spec, "memoryThreshold", memory.high(), before.memory.high());
        put(spec, "memoryThresholdLow", memory.low(), before.memory.low());
        put(spec, "scaleCooldownSeconds", cooldown.toSeconds(), before.cooldown.toSeconds());
        Map<String, Object> scaling = new TreeMap<>();
        put(scaling, "maxStep", step(maxStep), step(before.maxStep));
        put(scaling, "outWindowSeconds", seconds(outWindow), seconds(before.outWindow));
        put(scaling, "inWindowSeconds", seconds(inWindow), seconds(before.inWindow));
        put(scaling, "forecast", word(forecast), word(before.forecast));
        if (!scaling.isEmpty()) {
            spec.put("scaling", scaling);
        }
        return spec;
    }

    private static void put(Map<String, Object> map, String field, Object now, Object before) {
        if (!now.equals(before)) {
            map.put(field, now);
        }
    }

    private static Object step(OptionalInt step) {
        return step.isPresent() ? step.getAsInt() : NullNode.getInstance();
    }

    private static Object seconds(Optional<Duration> window) {
        return window.<Object>map(Duration::toSeconds).orElse(NullNode.getInstance());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** In a few words what is other than it was, such as {@code cpu 80/60, cooldown 60 s}; empty when nothing is. */
    public String unlike(Settings before) {
        List<String> words = words();
        List<String> others = before.words();
        return IntStream.range(0, words.size())
                .filter(i -> !words.get(i).equals(others.get(i)))
                .mapToObj(words::get)
                .collect(Collectors.joining(", "));
    }

    /** All of it in words, what is left to the strategy too; always as many, in the same order. */
    private List<String> words() {
        return List.of(
                word(strategy),
                "cpu " + cpu.high() + "/" + cpu.low(),
                "memory " + memory.high() + "/" + memory.low(),
                "cooldown " + cooldown.toSeconds() + " s",
                maxStep.isPresent() ? "step " + maxStep.getAsInt() : "any step",
                outWindow
                        .map(window -> "out after " + window.toSeconds() + " s")
                        .orElse("out as learned"),
                inWindow.map(window -> "in after " + window.toSeconds() + " s").orElse("in as learned"),
                forecast == Limits.Forecast.OFF ? "no forecast" : "forecast");
    }

    /** In a few words, such as {@code cpu 80/60, cooldown 60 s}. */
    @Override
    public String toString() {
        return word(strategy) + ", cpu " + cpu.high() + "/" + cpu.low() + ", memory " + memory.high() + "/"
                + memory.low() + ", cooldown " + cooldown.toSeconds() + " s"
                + (maxStep.isPresent() ? ", step " + maxStep.getAsInt() : "")
                + outWindow
                        .map(window -> ", out after " + window.toSeconds() + " s")
                        .orElse("")
                + inWindow.map(window -> ", in after " + window.toSeconds() + " s")
                        .orElse("")
                + (forecast == Limits.Forecast.OFF ? ", no forecast" : "");
    }
}

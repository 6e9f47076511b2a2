package io.slotwise.streams.decision;

import static java.util.stream.Collectors.toMap;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.ExcludedWindow;
import io.slotwise.model.HotSlot;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Pause;
import io.slotwise.model.Policy;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text of what happens to one cluster, and what is decided. A line {@code +SECONDS cluster …}, {@code +SECONDS sample …}
 * or {@code +SECONDS silence …} happens; the lines below it that begin with {@code =} or a blank are the answer.
 */
final class Scenario {
    private final Decider decider = new Decider(Rules.DEFAULT);
    private Clusters cluster = Clusters.withMasters(3);
    private State state = State.UNKNOWN;

    /** The text with each answer as the decision core gives it now. */
    static String replayed(String text) {
        Scenario scenario = new Scenario();
        return text.lines()
                .filter(line -> !line.startsWith("=") && !line.startsWith(" "))
                .map(line -> line.startsWith("+") ? line + scenario.answer(line) : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String answer(String line) {
        String[] words = line.trim().split("\\s+");
        Instant at = instant(words[0]);
        Map<String, String> settings = Arrays.stream(words)
                .skip(2)
                .map(word -> word.split("=", 2))
                .collect(toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : ""));
        return switch (words[1]) {
            case "cluster" -> learn(at, settings);
            case "sample" -> judge(at, settings);
            case "silence" -> told(decider.silence(state, at));
            default -> throw new IllegalArgumentException("'" + words[1] + "' in: " + line);
        };
    }

    private String learn(Instant at, Map<String, String> settings) {
        cluster = cluster.at(at);
        settings.forEach((name, value) -> cluster = changed(cluster, name, value));
        state = state.learn(cluster.record());
        return "";
    }

    private static Clusters changed(Clusters was, String name, String value) {
        Policy policy = was.record().policy();
        return switch (name) {
            case "masters" -> was.masters(Integer.parseInt(value));
            case "generation" -> was.generation(Long.parseLong(value));
            case "scaled" -> was.scaledAt(instant(value));
            case "operation" ->
                value.equals("none") ? was.quiet() : was.running(ClusterRecord.Operation.Kind.valueOf(value));
            case "forming" -> was.forming();
            case "manual" -> was.manual();
            case "cpu" -> was.thresholds(thresholds(value), policy.memory());
            case "memory" -> was.thresholds(policy.cpu(), thresholds(value));
            case "min" -> was.bounds(Integer.parseInt(value), policy.maxMasters());
            case "max" -> was.bounds(policy.minMasters(), OptionalInt.of(Integer.parseInt(value)));
            case "interval" -> was.timing(seconds(value), policy.scaleCooldown());
            case "strategy" -> was.strategy(Policy.Strategy.valueOf(value));
            case "pause" -> was.pause(Pause.valueOf(value));
            case "max-step", "max-scalings-per-day", "max-bytes-per-day" ->
                was.limit(camel(name), Long.parseLong(value));
            case "out-window", "in-window" ->
                was.limit(camel(name), seconds(value).toString());
            case "excluded" -> was.limit("excludedWindows", List.of(window(value)));
            case "cooldown" -> was.timing(policy.metricsQueryInterval(), seconds(value));
            default -> throw new IllegalArgumentException("cluster has no '" + name + "'");
        };
    }

    private static String camel(String name) {
        return Pattern.compile("-(.)")
                .matcher(name)
                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    /** {@code SCHEDULE/MINUTES/DIRECTIONS}, with {@code _} for the schedule's blanks. */
    private static ExcludedWindow window(String value) {
        String[] parts = value.split("/", -1);
        return new ExcludedWindow(
                parts[0].replace('_', ' '),
                Duration.ofMinutes(Long.parseLong(parts[1])),
                ZoneId.of("UTC"),
                ExcludedWindow.Directions.valueOf(parts[2]));
    }

    /** {@code POD:SLOT:CPU}. */
    private static Samples hotSlot(Samples was, String value) {
        String[] parts = value.split(":", -1);
        HotSlot slot = new HotSlot(
                Integer.parseInt(parts[1]), Double.parseDouble(parts[2]), OptionalLong.empty(), OptionalLong.empty());
        NodeSample.Load load = was.sample().byPod(parts[0]).orElseThrow().load();
        return was.load(parts[0], load.withHotSlots(Optional.of(List.of(slot))));
    }

    private String judge(Instant at, Map<String, String> settings) {
        double[] cpu = numbers(settings.getOrDefault("cpu", ""));
        double[] memory = settings.containsKey("memory")
                ? numbers(settings.getOrDefault("memory", ""))
                : Samples.fill(cpu.length, 40);
        Samples sample = Samples.of(Clusters.CART, at, cpu, memory);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            sample = changed(sample, setting.getKey(), setting.getValue());
        }
        Instant now =
                Optional.ofNullable(settings.get("now")).map(Scenario::instant).orElse(at);
        return told(Optional.of(decider.decide(state, sample.sample(), now)));
    }

    private static Samples changed(Samples was, String name, String value) {
        Sample.ClusterHealth health = was.sample().health();
        return switch (name) {
            case "cpu", "memory", "now" -> was;
            case "silent" -> was.silent(value, NodeSample.Role.UNKNOWN);
            case "silent-replica" -> was.silent(value, NodeSample.Role.REPLICA);
            case "without" -> was.without(value);
            case "roleless" -> was.role(value, NodeSample.Role.UNKNOWN);
            case "not-joined" -> was.notJoined(value);
            case "hot-slot" -> hotSlot(was, value);
            case "no-limit" -> unlimited(was);
            case "state" ->
                was.health(new Sample.ClusterHealth(
                        Sample.ClusterHealth.State.valueOf(value), health.slotsAssigned(), health.openSlots(), true));
            case "assigned" ->
                was.health(new Sample.ClusterHealth(health.state(), Integer.parseInt(value), health.openSlots(), true));
            case "open" ->
                was.health(
                        new Sample.ClusterHealth(health.state(), health.slotsAssigned(), SlotSet.parse(value), true));
            case "disagree" ->
                was.health(new Sample.ClusterHealth(health.state(), health.slotsAssigned(), health.openSlots(), false));
            case "lost-slots" -> was.slots(value, SlotSet.of(0));
            default -> throw new IllegalArgumentException("sample has no '" + name + "'");
        };
    }

    private static Samples unlimited(Samples was) {
        Samples now = was;
        for (NodeSample node : was.sample().nodes()) {
            now = now.load(
                    node.pod(), Samples.unlimited(node.load().cpuPercent().orElse(0), 1_000));
        }
        return now;
    }

    private String told(Optional<Outcome> outcome) {
        outcome.ifPresent(known -> state = known.state());
        return outcome.map(Scenario::words).orElse("\n= nothing new");
    }

    private static String words(Outcome outcome) {
        String intent = outcome.intent()
                .map(wish -> "\n= intent " + wish.id() + ": " + wish.masters() + " masters, " + wish.pod() + ", until +"
                        + Duration.between(Clusters.START, wish.expiresAt()).toSeconds())
                .orElse("");
        return "\n= " + Course.said(outcome)
                + (outcome.novelty() == Outcome.Novelty.REPEATED ? " (as before)" : "") + intent + "\n  "
                + outcome.decision().sentence();
    }

    private static Instant instant(String offset) {
        return Clusters.START.plusSeconds(Long.parseLong(offset.substring(1)));
    }

    private static Duration seconds(String value) {
        return Duration.ofSeconds(Long.parseLong(value));
    }

    private static Policy.Thresholds thresholds(String value) {
        String[] pair = value.split("/", 2);
        return new Policy.Thresholds(Integer.parseInt(pair[0]), Integer.parseInt(pair[1]));
    }

    /** Comma-separated; {@code ?} is what could not be measured. */
    private static double[] numbers(String value) {
        return Arrays.stream(value.split(",", -1))
                .mapToDouble(number -> number.equals("?") ? -1 : Double.parseDouble(number))
                .toArray();
    }
}

package io.slotwise.standalone.lab.source;

import io.slotwise.model.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The answer to a range query: for each pod, values by time.
 *
 * @param byPod by pod, then by milliseconds since 1970
 */
record Series(Map<String, Map<Long, Double>> byPod) {

    /** The JSON that {@code /api/v1/query_range} answers with. */
    private record Answer(String status, Optional<Data> data, Optional<String> error) {}

    private record Data(String resultType, List<Line> result) {}

    private record Line(Map<String, String> metric, List<List<String>> values) {}

    /** @throws IllegalStateException with Prometheus' own words when it is an error, or no answer at all */
    static Series read(byte[] json) {
        Answer answer;
        try {
            answer = Json.read(json, Answer.class);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("Prometheus did not answer as a Prometheus does: " + e.getMessage(), e);
        }
        if (answer.data().isEmpty()) {
            throw new IllegalStateException("Prometheus answered '" + answer.status() + "': "
                    + answer.error().orElse("no data"));
        }
        Map<String, Map<Long, Double>> byPod = new HashMap<>();
        for (Line line : answer.data().get().result()) {
            Map<Long, Double> values =
                    byPod.computeIfAbsent(line.metric().getOrDefault("pod", ""), pod -> new HashMap<>());
            line.values().forEach(pair -> put(pair, values));
        }
        return new Series(byPod);
    }

    private static void put(List<String> pair, Map<Long, Double> values) {
        if (pair.size() == 2) {
            double value = number(pair.get(1));
            if (Double.isFinite(value)) {
                values.put(Math.round(number(pair.get(0)) * 1000), value);
            }
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    OptionalDouble at(String pod, Instant time) {
        Double value = byPod.getOrDefault(pod, Map.of()).get(time.toEpochMilli());
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The pods that have a series. */
    Set<String> pods() {
        return byPod.keySet();
    }
}

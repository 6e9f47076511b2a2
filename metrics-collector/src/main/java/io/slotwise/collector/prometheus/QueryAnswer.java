package io.slotwise.collector.prometheus;

import io.slotwise.model.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON that Prometheus' {@code /api/v1/query} answers with.
 *
 * @param status {@code success} or {@code error}
 * @param data the result
 * @param error what is wrong, in words
 */
record QueryAnswer(String status, Optional<Data> data, Optional<String> error) {
    record Data(String resultType, List<Series> result) {}

    /**
     * One series at one instant.
     *
     * @param metric its labels
     * @param value time in seconds since 1970 and value, both as text
     */
    record Series(Map<String, String> metric, List<String> value) {}

    /**
     * The value for each pod; series without a pod or a finite value are passed over.
     *
     * @throws IllegalArgumentException when the bytes are no answer, or the answer is an error
     */
    static Map<String, Double> valueByPod(byte[] json) {
        QueryAnswer answer = Json.read(json, QueryAnswer.class);
        if (answer.data().isEmpty()) {
            throw new IllegalArgumentException("Prometheus answered '" + answer.status() + "': "
                    + answer.error().orElse("no data"));
        }
        Map<String, Double> values = new HashMap<>();
        for (Series series : answer.data().get().result()) {
            String pod = series.metric().get("pod");
            if (pod != null) {
                finite(series.value()).ifPresent(value -> values.put(pod, value));
            }
        }
        return values;
    }

    private static Optional<Double> finite(List<String> timeAndValue) {
        try {
            double value = Double.parseDouble(timeAndValue.get(1));
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}

package io.slotwise.streams;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** How far behind the consumers of a Kafka client are, from the client's own metrics. */
final class Lag {
    private static final Set<String> TOPICS = Set.of("slotwise.samples", "slotwise.clusters");

    private Lag() {}

    /** Records still to be read, by topic; a topic of which nothing is assigned or known is absent. */
    static Map<String, Double> of(Map<MetricName, ? extends Metric> metrics) {
        Map<String, Double> lags = new TreeMap<>();
        metrics.forEach((name, metric) -> topic(name).ifPresent(topic -> {
            if (metric.metricValue() instanceof Double records && !records.isNaN()) {
                lags.merge(topic, records, Double::sum);
            }
        }));
        return lags;
    }

    private static Optional<String> topic(MetricName name) {
        return name.name().equals("records-lag")
                ? Optional.ofNullable(name.tags().get("topic")).filter(TOPICS::contains)
                : Optional.empty();
    }
}

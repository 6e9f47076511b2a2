package io.slotwise.streams;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.Verdict;
import io.slotwise.streams.decision.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** What the topology counts. */
final class StreamsMetrics implements AutoCloseable {
    private static final String[] VERDICT_LABELS = {"namespace", "cluster", "verdict", "reason"};

    private final PrometheusRegistry registry;
    private volatile Supplier<Map<String, Double>> lags = Map::of;
    private final AtomicReference<KafkaStreams.State> state = new AtomicReference<>(KafkaStreams.State.CREATED);
    private final Counter evaluations = Counter.builder()
            .name("slotwise_evaluations_total")
            .help("Samples judged, by verdict and reason")
            .labelNames(VERDICT_LABELS)
            .build();
    private final Counter decisions = Counter.builder()
            .name("slotwise_decisions_total")
            .help("Decision records written (changes of verdict or reason, and scalings), by verdict and reason")
            .labelNames(VERDICT_LABELS)
            .build();
    private final Gauge decidedAt = Gauge.builder()
            .name("slotwise_last_decision_timestamp_seconds")
            .help("When a decision record with that verdict and reason was last written, in Unix time")
            .labelNames(VERDICT_LABELS)
            .build();
    private final Counter shadowDecisions = Counter.builder()
            .name("slotwise_shadow_decisions_total")
            .help("Decision records of shadow policies written, by policy, verdict and reason")
            .labelNames("shadow", "verdict", "reason")
            .build();
    private final Counter intents = Counter.builder()
            .name("slotwise_intents_total")
            .help("Scale intents written, by the rule that fired")
            .labelNames("namespace", "cluster", "reason")
            .build();
    private final Counter deadLetters = Counter.builder()
            .name("slotwise_streams_dead_letters_total")
            .help("Records that could not be used, by topic")
            .labelNames("topic")
            .build();
    private final Counter threadsReplaced = Counter.builder()
            .name("slotwise_streams_threads_replaced_total")
            .help("Stream threads that died and were replaced")
            .build();
    private final GaugeWithCallback states = GaugeWithCallback.builder()
            .name("slotwise_streams_state")
            .help("State of Kafka Streams: 1 for the present one")
            .labelNames("state")
            .callback(callback -> {
                for (KafkaStreams.State each : KafkaStreams.State.values()) {
                    callback.call(each == state.get() ? 1 : 0, each.name());
                }
            })
            .build();
    private final GaugeWithCallback lag = GaugeWithCallback.builder()
            .name("slotwise_streams_kafka_lag_records")
            .help("Records still to be judged, by topic")
            .labelNames("topic")
            .callback(callback -> lags.get().forEach((topic, records) -> callback.call(records, topic)))
            .build();

    StreamsMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        all().forEach(registry::register);
    }

    private List<Collector> all() {
        return List.of(
                evaluations, decisions, decidedAt, shadowDecisions, intents, deadLetters, threadsReplaced, states, lag);
    }

    void evaluated(ClusterKey cluster, Outcome outcome) {
        evaluations
                .labelValues(labels(cluster, outcome.verdict(), outcome.reason()))
                .inc();
    }

    void decided(Decision decision) {
        decision.shadow()
                .ifPresentOrElse(
                        shadow -> shadowDecisions
                                .labelValues(
                                        shadow,
                                        decision.verdict().name(),
                                        decision.reason().name())
                                .inc(),
                        () -> countOwn(decision));
    }

    private void countOwn(Decision decision) {
        decisions.labelValues(labels(decision)).inc();
        decidedAt.labelValues(labels(decision)).set(decision.at().toEpochMilli() / 1e3);
    }

    private static String[] labels(Decision decision) {
        return labels(decision.cluster(), decision.verdict(), decision.reason());
    }

    private static String[] labels(ClusterKey cluster, Verdict verdict, Reason reason) {
        return new String[] {cluster.namespace(), cluster.name(), verdict.name(), reason.name()};
    }

    void intended(Intent intent) {
        intents.labelValues(
                        intent.cluster().namespace(),
                        intent.cluster().name(),
                        intent.reason().name())
                .inc();
    }

    void setAside(DeadLetter letter) {
        deadLetters.labelValues(letter.topic()).inc();
    }

    void threadReplaced() {
        threadsReplaced.inc();
    }

    /** Asks there for the lag from now on. */
    void lagFrom(Supplier<Map<String, Double>> source) {
        lags = source;
    }

    void entered(KafkaStreams.State next) {
        state.set(next);
    }

    @Override
    public void close() {
        all().forEach(registry::unregister);
    }
}

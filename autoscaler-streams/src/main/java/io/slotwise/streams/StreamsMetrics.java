package io.slotwise.streams;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.streams.decision.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;

/** What the topology counts. */
final class StreamsMetrics implements AutoCloseable {
    private final PrometheusRegistry registry;
    private final AtomicReference<KafkaStreams.State> state = new AtomicReference<>(KafkaStreams.State.CREATED);
    private final Counter evaluations = Counter.builder()
            .name("slotwise_evaluations_total")
            .help("Samples judged, by verdict and reason")
            .labelNames("verdict", "reason")
            .build();
    private final Counter decisions = Counter.builder()
            .name("slotwise_decisions_total")
            .help("Decision records written (changes of verdict or reason, and scalings), by verdict and reason")
            .labelNames("verdict", "reason")
            .build();
    private final Counter shadowDecisions = Counter.builder()
            .name("slotwise_shadow_decisions_total")
            .help("Decision records of shadow policies written, by policy, verdict and reason")
            .labelNames("shadow", "verdict", "reason")
            .build();
    private final Counter intents = Counter.builder()
            .name("slotwise_intents_total")
            .help("Scale intents written, by the rule that fired")
            .labelNames("reason")
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

    StreamsMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        all().forEach(registry::register);
    }

    private List<Collector> all() {
        return List.of(evaluations, decisions, shadowDecisions, intents, deadLetters, threadsReplaced, states);
    }

    void evaluated(Outcome outcome) {
        evaluations
                .labelValues(outcome.verdict().name(), outcome.reason().name())
                .inc();
    }

    void decided(Decision decision) {
        String verdict = decision.verdict().name();
        String reason = decision.reason().name();
        decision.shadow()
                .ifPresentOrElse(
                        shadow -> shadowDecisions
                                .labelValues(shadow, verdict, reason)
                                .inc(),
                        () -> decisions.labelValues(verdict, reason).inc());
    }

    void intended(Intent intent) {
        intents.labelValues(intent.reason().name()).inc();
    }

    void setAside(DeadLetter letter) {
        deadLetters.labelValues(letter.topic()).inc();
    }

    void threadReplaced() {
        threadsReplaced.inc();
    }

    void entered(KafkaStreams.State next) {
        state.set(next);
    }

    @Override
    public void close() {
        all().forEach(registry::unregister);
    }
}

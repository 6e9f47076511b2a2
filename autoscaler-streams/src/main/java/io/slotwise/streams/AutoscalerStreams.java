package io.slotwise.streams;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.streams.decision.Decider;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running topology. */
public final class AutoscalerStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerStreams.class);
    private static final Duration BEAT_LIMIT = Duration.ofMinutes(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final KafkaStreams streams;
    private final StreamsMetrics metrics;
    private final Pulse pulse;
    private final StateDirectory directory;

    private AutoscalerStreams(KafkaStreams streams, StreamsMetrics metrics, Pulse pulse, StateDirectory directory) {
        this.streams = streams;
        this.metrics = metrics;
        this.pulse = pulse;
        this.directory = directory;
    }

    /**
     * Starts it and returns at once; {@link #state()} says when it runs. The topics must be there.
     *
     * @param registry where its metrics are shown until it is closed
     */
    public static AutoscalerStreams start(StreamsConfiguration configuration, PrometheusRegistry registry) {
        StreamsMetrics metrics = new StreamsMetrics(registry);
        StateDirectory directory = StateDirectory.of(configuration.stateDirectory());
        Pulse pulse = new Pulse(System::nanoTime);
        KafkaStreams streams = new KafkaStreams(
                AutoscalerTopology.build(new Decider(configuration.rules()), metrics, pulse),
                StreamsProperties.of(configuration, directory));
        streams.setUncaughtExceptionHandler(new ThreadReplacement(metrics, System::nanoTime));
        streams.setStateListener((next, before) -> {
            metrics.entered(next);
            LOG.atInfo()
                    .addKeyValue("state", next)
                    .addKeyValue("before", before)
                    .log("Kafka Streams changed state");
        });
        metrics.lagFrom(() -> Lag.of(streams.metrics()));
        streams.start();
        return new AutoscalerStreams(streams, metrics, pulse, directory);
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Why only a restart can help; empty while it lives. */
    public Optional<String> fatal() {
        if (state().hasCompletedShutdown() || state() == KafkaStreams.State.PENDING_ERROR) {
            return Optional.of("Kafka Streams is in state " + state());
        }
        return pulse.slowest()
                .filter(beat -> state() == KafkaStreams.State.RUNNING && beat.compareTo(BEAT_LIMIT) > 0)
                .map(beat -> "no round of the topology for " + beat.toSeconds() + " s");
    }

    /** Why it does not process records now; empty when it does. */
    public Optional<String> unready() {
        return state() == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("Kafka Streams is in state " + state() + ", not RUNNING");
    }

    /** Commits what was done and ends; a new instance on the same group takes over at once. */
    @Override
    public void close() {
        if (!streams.close(CLOSE_LIMIT)) {
            LOG.atWarn().addKeyValue("limit", CLOSE_LIMIT).log("Kafka Streams did not end in time");
        }
        metrics.close();
        directory.release();
    }
}

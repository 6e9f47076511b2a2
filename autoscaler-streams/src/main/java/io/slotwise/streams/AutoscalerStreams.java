package io.slotwise.streams;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.streams.decision.Decider;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running topology. */
public final class AutoscalerStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerStreams.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final KafkaStreams streams;
    private final StreamsMetrics metrics;

    private AutoscalerStreams(KafkaStreams streams, StreamsMetrics metrics) {
        this.streams = streams;
        this.metrics = metrics;
    }

    /**
     * Starts it and returns at once; {@link #state()} says when it runs. The topics must be there.
     *
     * @param registry where its metrics are shown until it is closed
     */
    public static AutoscalerStreams start(StreamsConfiguration configuration, PrometheusRegistry registry) {
        StreamsMetrics metrics = new StreamsMetrics(registry);
        KafkaStreams streams = new KafkaStreams(
                AutoscalerTopology.build(new Decider(configuration.rules()), metrics),
                StreamsProperties.of(configuration));
        streams.setUncaughtExceptionHandler(new ThreadReplacement(metrics));
        streams.setStateListener((next, before) -> {
            metrics.entered(next);
            LOG.atInfo()
                    .addKeyValue("state", next)
                    .addKeyValue("before", before)
                    .log("Kafka Streams changed state");
        });
        streams.start();
        return new AutoscalerStreams(streams, metrics);
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Commits what was done and ends; a new instance on the same group takes over at once. */
    @Override
    public void close() {
        streams.close(CLOSE_LIMIT);
        metrics.close();
    }
}

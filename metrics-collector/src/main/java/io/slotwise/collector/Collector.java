package io.slotwise.collector;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.collector.kafka.ClusterFeed;
import io.slotwise.collector.kafka.SampleWriter;
import io.slotwise.collector.metrics.CollectorMetrics;
import io.slotwise.collector.metrics.Latest;
import io.slotwise.collector.prometheus.Prometheus;
import io.slotwise.collector.redis.RedisNodes;
import java.time.Clock;
import java.util.Optional;

/** A running collector: it learns clusters from Kafka, asks their nodes each interval and publishes samples. */
public final class Collector implements AutoCloseable {
    private final Progress progress = new Progress(System::nanoTime);
    private final SampleWriter writer;
    private final RedisNodes redis;
    private final Prometheus prometheus;
    private final CollectorMetrics metrics;
    private final Sampling sampling;
    private final ClusterFeed feed;

    private Collector(CollectorConfig config, PrometheusRegistry registry, Clock clock) {
        Latest latest = new Latest();
        writer = new SampleWriter(config.kafka());
        redis = new RedisNodes(config.password(), config.discoveryExpiry(), config.nodeTimeout());
        prometheus = new Prometheus(config.queries(), config.prometheusTimeout(), config.prometheusPause());
        metrics = new CollectorMetrics(registry, latest, redis, prometheus);
        sampling = new Sampling(config, clock, redis, prometheus, writer, metrics, latest, progress);
        feed = ClusterFeed.start(config.kafka(), sampling);
    }

    /** Starts and returns at once; Kafka need not be there yet. Its metrics stand in {@code registry} until it is closed. */
    public static Collector start(CollectorConfig config, PrometheusRegistry registry) {
        return new Collector(config, registry, Clock.systemUTC());
    }

    /** Why only a restart can help; empty while the collector lives. */
    public Optional<String> fatal() {
        return feed.state() == ClusterFeed.State.ENDED
                ? Optional.of("reading slotwise.clusters has ended")
                : progress.fatal();
    }

    /** Why it cannot do its work now; empty when it is ready. */
    public Optional<String> unready() {
        return feed.state() == ClusterFeed.State.CURRENT
                ? progress.lastProblem()
                : Optional.of("slotwise.clusters is not read to its end");
    }

    @Override
    public void close() {
        feed.close();
        sampling.close();
        prometheus.close();
        redis.close();
        writer.close();
        metrics.close();
    }
}

package io.slotwise.collector;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.collector.kafka.ClusterFeed;
import io.slotwise.collector.kafka.SampleWriter;
import io.slotwise.collector.metrics.CollectorMetrics;
import io.slotwise.collector.metrics.Latest;
import io.slotwise.collector.prometheus.Prometheus;
import io.slotwise.collector.redis.AccessFiles;
import io.slotwise.collector.redis.RedisNodes;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running collector: it learns clusters from Kafka, asks their nodes each interval and publishes samples. */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    /** What undoes each part's start, the last part first. */
    private final Deque<Runnable> closing;

    private final Progress progress;
    private final ClusterFeed feed;

    private Collector(Deque<Runnable> closing, Progress progress, ClusterFeed feed) {
        this.closing = closing;
        this.progress = progress;
        this.feed = feed;
    }

    /**
     * Starts and returns at once; Kafka need not be there yet. Its metrics stand in {@code registry} until it is closed.
     *
     * @throws RuntimeException when the Kafka properties cannot be used; then nothing stays open
     */
    public static Collector start(CollectorConfig config, PrometheusRegistry registry) {
        Deque<Runnable> closing = new ArrayDeque<>();
        try {
            return start(config, registry, closing);
        } catch (RuntimeException e) {
            closing.forEach(Collector::run);
            throw e;
        }
    }

    private static Collector start(CollectorConfig config, PrometheusRegistry registry, Deque<Runnable> closing) {
        Progress progress = new Progress(System::nanoTime);
        Latest latest = new Latest();
        SampleWriter writer = new SampleWriter(config.kafka());
        closing.push(writer::close);
        RedisNodes redis = new RedisNodes(
                config.password(),
                config.tls(),
                config.access().map(AccessFiles::new),
                config.discoveryExpiry(),
                config.nodeTimeout());
        closing.push(redis::close);
        Prometheus prometheus = new Prometheus(config.queries(), config.prometheusTimeout(), config.prometheusPause());
        closing.push(prometheus::close);
        CollectorMetrics metrics = new CollectorMetrics(registry, latest, redis, prometheus);
        closing.push(metrics::close);
        Sampling sampling =
                new Sampling(config, Clock.systemUTC(), redis, prometheus, writer, metrics, latest, progress);
        closing.push(sampling::close);
        ClusterFeed feed = ClusterFeed.start(config.kafka(), sampling);
        closing.push(feed::close);
        return new Collector(closing, progress, feed);
    }

    private static void run(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("A part did not close");
        }
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
        while (!closing.isEmpty()) {
            run(closing.pop());
        }
    }
}

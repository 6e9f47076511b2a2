package io.slotwise.collector.metrics;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.collector.prometheus.Prometheus;
import io.slotwise.collector.reading.Gap;
import io.slotwise.collector.redis.RedisNodes;
import io.slotwise.model.ClusterKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The collector's own metrics. They leave the registry when this is closed. */
public final class CollectorMetrics implements AutoCloseable {
    private static final String[] CLUSTER = {"namespace", "cluster"};

    private final PrometheusRegistry registry;
    private final List<Collector> registered = new ArrayList<>();
    private final MultiCollector nodes;

    private final Counter samples;
    private final Counter sampleFailures;
    private final Counter nodeFailures;
    private final Counter skippedTicks;
    private final Counter tickFailures;
    private final Counter supplementFailures;
    private final Counter badRecords;
    private final Counter missingFields;
    private final Counter clockJumps;
    private final Histogram tickSeconds;
    private final Gauge lag;

    public CollectorMetrics(PrometheusRegistry registry, Latest latest, RedisNodes redis, Prometheus prometheus) {
        this.registry = registry;
        this.nodes = new NodeMetrics(latest);
        registry.register(nodes);
        samples = counter("samples_published", "samples that Kafka has", CLUSTER);
        sampleFailures = counter("samples_failed", "samples that Kafka did not take", CLUSTER);
        nodeFailures = counter("node_failures", "times that a node was silent at a tick", CLUSTER);
        skippedTicks = counter("ticks_skipped", "ticks left out because the one before was not done", CLUSTER);
        tickFailures = counter("tick_failures", "ticks that ended in an error of the collector", CLUSTER);
        supplementFailures = counter("prometheus_failures", "questions that Prometheus did not answer", CLUSTER);
        badRecords = counter("bad_records", "records that could not be read and were set aside", "topic");
        missingFields =
                counter("missing_fields", "times that a node's INFO lacked a field or had no number there", "field");
        clockJumps = counter("clock_jumps", "times that the clock that stamps samples jumped");
        tickSeconds = add(Histogram.builder()
                .name("slotwise_collector_tick_seconds")
                .help("from a tick's begin to its sample")
                .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5)
                .build());
        lag = add(Gauge.builder()
                .name("slotwise_collector_kafka_lag_records")
                .help("records of the topic that are still to be read")
                .labelNames("topic")
                .build());
        discoveryCache(redis);
        breakers(redis, prometheus);
    }

    private void discoveryCache(RedisNodes redis) {
        add(CounterWithCallback.builder()
                .name("slotwise_collector_discovery_cache_hits")
                .help("nodes asked over a connection that was kept")
                .callback(callback -> callback.call((double) redis.cacheStats().hitCount()))
                .build());
        add(CounterWithCallback.builder()
                .name("slotwise_collector_discovery_cache_misses")
                .help("nodes that had to be connected to first")
                .callback(callback -> callback.call((double) redis.cacheStats().missCount()))
                .build());
        add(GaugeWithCallback.builder()
                .name("slotwise_collector_discovery_cache_size")
                .help("connections that are kept")
                .callback(callback -> callback.call((double) redis.cacheSize()))
                .build());
    }

    private void breakers(RedisNodes redis, Prometheus prometheus) {
        add(GaugeWithCallback.builder()
                .name("slotwise_collector_circuit_breaker_state")
                .help("1 for the state that the breaker round an outside system is in")
                .labelNames("system", "target", "state")
                .callback(callback -> {
                    redis.breakerStates()
                            .forEach((cluster, state) -> show(callback, "redis", cluster.toString(), state));
                    prometheus
                            .breakers()
                            .forEach(breaker -> show(callback, "prometheus", breaker.getName(), breaker.getState()));
                })
                .build());
    }

    private static void show(
            GaugeWithCallback.Callback callback, String system, String target, CircuitBreaker.State present) {
        List.of(CircuitBreaker.State.CLOSED, CircuitBreaker.State.HALF_OPEN, CircuitBreaker.State.OPEN)
                .forEach(state -> callback.call(
                        present == state ? 1 : 0, system, target, state.name().toLowerCase(Locale.ROOT)));
    }

    private Counter counter(String name, String help, String... labels) {
        return add(Counter.builder()
                .name("slotwise_collector_" + name)
                .help(help)
                .labelNames(labels)
                .build());
    }

    private <C extends Collector> C add(C collector) {
        registry.register(collector);
        registered.add(collector);
        return collector;
    }

    public void samplePublished(ClusterKey cluster) {
        samples.labelValues(cluster.namespace(), cluster.name()).inc();
    }

    public void sampleFailed(ClusterKey cluster) {
        sampleFailures.labelValues(cluster.namespace(), cluster.name()).inc();
    }

    public void nodesSilent(ClusterKey cluster, long count) {
        nodeFailures.labelValues(cluster.namespace(), cluster.name()).inc(count);
    }

    public void tickDone(Duration took) {
        tickSeconds.observe(took.toNanos() / 1e9);
    }

    public void tickSkipped(ClusterKey cluster) {
        skippedTicks.labelValues(cluster.namespace(), cluster.name()).inc();
    }

    public void tickFailed(ClusterKey cluster) {
        tickFailures.labelValues(cluster.namespace(), cluster.name()).inc();
    }

    public void prometheusFailed(ClusterKey cluster) {
        supplementFailures.labelValues(cluster.namespace(), cluster.name()).inc();
    }

    public void badRecord(String topic) {
        badRecords.labelValues(topic).inc();
    }

    /** Counts what the node's {@code INFO} lacks. */
    public void gaps(List<Gap> gaps) {
        gaps.forEach(gap -> missingFields.labelValues(gap.field()).inc());
    }

    public void clockJumped() {
        clockJumps.inc();
    }

    public void lag(String topic, long records) {
        lag.labelValues(topic).set((double) records);
    }

    /** Drops what is told of a cluster that is no more. */
    public void forget(ClusterKey cluster) {
        for (Counter counter :
                List.of(samples, sampleFailures, nodeFailures, skippedTicks, tickFailures, supplementFailures)) {
            counter.remove(cluster.namespace(), cluster.name());
        }
    }

    @Override
    public void close() {
        registered.forEach(registry::unregister);
        registry.unregister(nodes);
    }
}

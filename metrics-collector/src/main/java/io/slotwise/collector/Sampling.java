package io.slotwise.collector;

import io.slotwise.collector.kafka.ClusterFeed;
import io.slotwise.collector.kafka.SampleWriter;
import io.slotwise.collector.metrics.CollectorMetrics;
import io.slotwise.collector.metrics.Latest;
import io.slotwise.collector.prometheus.Prometheus;
import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.Observation;
import io.slotwise.collector.redis.RedisNodes;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.json.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All watches, on one thread that never waits: what it starts goes on elsewhere and reports back to it. */
final class Sampling implements ClusterFeed.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampling.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final CollectorConfig config;
    private final Clock clock;
    private final RedisNodes redis;
    private final Prometheus prometheus;
    private final SampleWriter writer;
    private final CollectorMetrics metrics;
    private final Latest latest;
    private final Progress progress;
    private final ScheduledThreadPoolExecutor loop;
    private final ScheduledFuture<?> beat;
    private final Map<ClusterKey, ClusterWatch> watches = new HashMap<>();

    Sampling(
            CollectorConfig config,
            Clock clock,
            RedisNodes redis,
            Prometheus prometheus,
            SampleWriter writer,
            CollectorMetrics metrics,
            Latest latest,
            Progress progress) {
        this.config = config;
        this.clock = clock;
        this.redis = redis;
        this.prometheus = prometheus;
        this.writer = writer;
        this.metrics = metrics;
        this.latest = latest;
        this.progress = progress;
        this.loop = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "collector-sampling");
            thread.setDaemon(true);
            return thread;
        });
        // what is reported back after the end has nowhere to go
        loop.setRejectedExecutionHandler((late, executor) -> {});
        loop.setRemoveOnCancelPolicy(true);
        ClockJumps jumps = new ClockJumps(clock.instant(), System.nanoTime());
        beat = loop.scheduleAtFixedRate(() -> beat(jumps), 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat(ClockJumps jumps) {
        progress.beat();
        jumps.look(clock.instant(), System.nanoTime()).ifPresent(jump -> {
            metrics.clockJumped();
            LOG.atWarn().addKeyValue("by", jump).log("The clock that stamps samples jumped");
        });
    }

    @Override
    public void changed(ClusterRecord cluster) {
        loop.execute(() -> {
            ClusterWatch watch = watches.get(cluster.cluster());
            if (watch == null) {
                LOG.atInfo().addKeyValue("cluster", cluster.cluster()).log("Watching cluster");
                watches.put(cluster.cluster(), new ClusterWatch(this, cluster));
            } else {
                watch.update(cluster);
            }
        });
    }

    @Override
    public void gone(ClusterKey cluster) {
        loop.execute(() -> {
            ClusterWatch watch = watches.remove(cluster);
            if (watch != null) {
                LOG.atInfo().addKeyValue("cluster", cluster).log("Cluster is gone");
                watch.end();
                latest.remove(cluster);
                metrics.forget(cluster);
            }
        });
    }

    @Override
    public void rubbish(DeadLetter letter) {
        metrics.badRecord(letter.topic());
        LOG.atWarn()
                .addKeyValue("topic", letter.topic())
                .addKeyValue("partition", letter.partition())
                .addKeyValue("offset", letter.offset())
                .addKeyValue("problem", letter.problem())
                .log("Set a bad record aside");
        writer.write(letter, progress);
    }

    @Override
    public void lag(long records) {
        metrics.lag(Topic.CLUSTERS.name(), records);
    }

    void observed(Observation observation, Duration took) {
        ClusterKey cluster = observation.sample().cluster();
        latest.put(observation);
        observation.answers().forEach(answer -> {
            if (answer instanceof NodeAnswer.Full full) {
                metrics.gaps(full.gaps());
            }
        });
        LOG.atDebug()
                .addKeyValue("cluster", cluster)
                .addKeyValue("nodes", observation.sample().nodes().size())
                .addKeyValue("took", took)
                .log("Sample taken");
        metrics.tickDone(took);
        metrics.nodesSilent(
                cluster,
                observation.sample().nodes().stream()
                        .filter(node -> !node.answered())
                        .count());
        writer.write(observation.sample(), outcome(cluster));
    }

    private SampleWriter.Outcome outcome(ClusterKey cluster) {
        return new SampleWriter.Outcome() {
            @Override
            public void written() {
                progress.written();
                ifWatched(cluster, () -> metrics.samplePublished(cluster));
            }

            @Override
            public void failed(String problem) {
                progress.failed(problem);
                ifWatched(cluster, () -> metrics.sampleFailed(cluster));
            }
        };
    }

    /** Counts for a cluster what is learned late, unless it is gone and its metrics with it. */
    void ifWatched(ClusterKey cluster, Runnable count) {
        loop.execute(() -> {
            if (watches.containsKey(cluster)) {
                count.run();
            }
        });
    }

    void failed(ClusterKey cluster) {
        metrics.tickFailed(cluster);
        progress.failed("a tick failed");
    }

    ScheduledExecutorService loop() {
        return loop;
    }

    CollectorConfig config() {
        return config;
    }

    Clock clock() {
        return clock;
    }

    RedisNodes redis() {
        return redis;
    }

    Prometheus prometheus() {
        return prometheus;
    }

    CollectorMetrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        beat.cancel(false);
        loop.shutdownNow();
        try {
            loop.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

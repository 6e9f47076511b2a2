package io.slotwise.collector;

import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.Observation;
import io.slotwise.collector.reading.Supplement;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.ClusterRecord.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The watch over one cluster: a tick each interval, never two at once. It lives on the sampling thread alone, and only
 * starts things there; nothing on that thread waits.
 */
final class ClusterWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    /** The key under which the log names the sample, by the id that its decision will have. */
    private static final String CORRELATION = "correlation";

    /** No policy may keep Redis busy with questions. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Sampling sampling;
    private ClusterRecord cluster;
    private Observation last;
    private ScheduledFuture<?> ticks;
    private CompletableFuture<?> asking = CompletableFuture.completedFuture(null);
    private CompletableFuture<?> supplementing = CompletableFuture.completedFuture(null);
    private Optional<Told> told = Optional.empty();

    /** What Prometheus said, and when by the monotonic clock. */
    private record Told(Supplement supplement, long nanos) {}

    /** Starts to watch; the first tick comes at once. */
    ClusterWatch(Sampling sampling, ClusterRecord cluster) {
        this.sampling = sampling;
        this.cluster = cluster;
        this.last = Observation.none(cluster.cluster());
        this.ticks = schedule(Duration.ZERO);
    }

    void update(ClusterRecord next) {
        Duration before = interval();
        cluster = next;
        sampling.redis().retain(key(), next.endpoints());
        if (!interval().equals(before)) {
            ticks.cancel(false);
            ticks = schedule(interval());
        }
    }

    void end() {
        ticks.cancel(false);
        asking.cancel(false);
        sampling.redis().retain(key(), List.of());
    }

    private ClusterKey key() {
        return cluster.cluster();
    }

    private Duration interval() {
        Duration wanted = cluster.policy().metricsQueryInterval();
        return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
    }

    private ScheduledFuture<?> schedule(Duration first) {
        // with a fixed delay a stall of this process is not followed by a burst of ticks
        return sampling.loop()
                .scheduleWithFixedDelay(
                        () -> guarded(this::tick), first.toNanos(), interval().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tick() {
        if (!asking.isDone()) {
            sampling.metrics().tickSkipped(key());
        } else if (!cluster.endpoints().isEmpty()) {
            askNodes(cluster.endpoints());
            if (last.hasGaps()) {
                askPrometheus();
            }
        }
    }

    private void askNodes(List<Endpoint> endpoints) {
        Instant at = sampling.clock().instant();
        long began = System.nanoTime();
        Duration limit = nodeLimit();
        List<CompletableFuture<NodeAnswer>> asked = endpoints.stream()
                .map(endpoint -> sampling.redis().ask(key(), endpoint, limit))
                .toList();
        asking = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> asked.stream().map(CompletableFuture::join).toList())
                .thenAcceptAsync(answers -> guarded(() -> finish(at, began, answers)), sampling.loop());
    }

    /** A node is given up before the next tick comes. */
    private Duration nodeLimit() {
        Duration most = interval().multipliedBy(4).dividedBy(5);
        Duration limit = sampling.config().nodeTimeout();
        return limit.compareTo(most) < 0 ? limit : most;
    }

    private void finish(Instant at, long began, List<NodeAnswer> answers) {
        Observation before = last;
        last = before.next(at, answers, freshSupplement().orElse(Supplement.NONE));
        MDC.put(CORRELATION, key() + "@" + at);
        try {
            NodeNews.log(before, last);
            sampling.observed(last, Duration.ofNanos(System.nanoTime() - began));
        } finally {
            MDC.remove(CORRELATION);
        }
        if (last.hasGaps() && freshSupplement().isEmpty()) {
            askPrometheus();
        }
    }

    private void askPrometheus() {
        if (!supplementing.isDone()) {
            return;
        }
        List<String> pods = cluster.endpoints().stream().map(Endpoint::pod).toList();
        supplementing = sampling.prometheus()
                .ask(cluster.policy().prometheusUrl(), key(), pods)
                .thenAcceptAsync(answer -> told = Optional.of(new Told(answer, System.nanoTime())), sampling.loop())
                .exceptionally(problem -> {
                    sampling.ifWatched(key(), () -> sampling.metrics().prometheusFailed(key()));
                    return null;
                });
    }

    /** What Prometheus said last, if it is not older than two intervals and the time that it may take to answer. */
    private Optional<Supplement> freshSupplement() {
        Duration most = interval().multipliedBy(2).plus(sampling.config().prometheusTimeout());
        return told.filter(answer -> System.nanoTime() - answer.nanos() <= most.toNanos())
                .map(Told::supplement);
    }

    /** An error of ours ends neither the ticks of this cluster nor those of others. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            sampling.failed(key());
            LOG.atError().setCause(e).addKeyValue("cluster", key()).log("Tick failed");
        }
    }
}

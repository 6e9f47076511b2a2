package io.slotwise.standalone.lab.source;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.Sample;
import io.slotwise.streams.history.Tape;
import io.slotwise.streams.replay.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A cluster's samples, put together again from what the collector exported and Prometheus kept. Asks for a few hours at a
 * time. The slots of a master are not among the metrics: those with most keys are taken for the active ones, as many as
 * {@code redis_cluster_size} says, with equal parts of the slots.
 */
public final class PrometheusTape implements Tape {
    /** Prometheus gives no more than 11,000 points of a series at once. */
    private static final int STEPS = 1_500;

    private final PrometheusClient client;
    private final ClusterKey cluster;
    private final Range range;
    private final SampleMaker maker;
    private final Deque<Heard> waiting = new ArrayDeque<>();
    private Instant at;

    /**
     * What is asked for.
     *
     * @param from the first moment
     * @param to the first that is out
     * @param step from sample to sample
     */
    public record Range(Instant from, Instant to, Duration step) {}

    public PrometheusTape(PrometheusClient client, ClusterKey cluster, Range range) {
        this.client = client;
        this.cluster = cluster;
        this.range = range;
        this.maker = new SampleMaker(cluster);
        this.at = range.from();
    }

    /** How much has been asked for, 0 to 1. */
    public double progress() {
        double all = (double) Duration.between(range.from(), range.to()).toMillis();
        return all <= 0 ? 1 : Duration.between(range.from(), at).toMillis() / all;
    }

    @Override
    public boolean hasNext() {
        while (waiting.isEmpty() && at.isBefore(range.to())) {
            ask();
        }
        return !waiting.isEmpty();
    }

    private void ask() {
        Instant end = at.plus(range.step().multipliedBy(STEPS));
        Instant last = (end.isBefore(range.to()) ? end : range.to()).minusMillis(1);
        Map<NodeMetric, Series> answers = new EnumMap<>(NodeMetric.class);
        for (NodeMetric metric : NodeMetric.values()) {
            answers.put(metric, client.range(metric.query(cluster), new Range(at, last, range.step())));
        }
        for (Instant tick = at; !tick.isAfter(last); tick = tick.plus(range.step())) {
            maker.sample(tick, answers).map(PrometheusTape::heard).ifPresent(waiting::add);
        }
        at = end;
    }

    private static Heard heard(Sample sample) {
        return Heard.of(sample);
    }

    @Override
    public Heard next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the history has ended");
        }
        return waiting.removeFirst();
    }

    @Override
    public void close() {
        client.close();
    }
}

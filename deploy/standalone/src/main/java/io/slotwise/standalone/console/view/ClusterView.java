package io.slotwise.standalone.console.view;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of one cluster.
 *
 * @param cluster which cluster
 * @param record what the reconciler told last; without it the cluster is not shown
 * @param operations the times in which it was being changed, oldest first
 * @param sample the sample that is shown
 * @param trend the masters' numbers over time, oldest first
 * @param decisions the newest decisions, oldest first
 * @param intent the newest intent
 * @param runs the newest job runs, in the order of their last words
 */
public record ClusterView(
        ClusterKey cluster,
        Optional<ClusterRecord> record,
        List<Band> operations,
        Optional<Sample> sample,
        List<Point> trend,
        List<Decision> decisions,
        Optional<Intent> intent,
        List<JobRun> runs) {
    /** How long Redis' own numbers are shown rather than Prometheus' newer ones. */
    private static final Duration REDIS_FIRST = Duration.ofMinutes(1);

    private static final int MOST_EVIDENCE = 200;

    static ClusterView of(ClusterKey cluster) {
        return new ClusterView(
                cluster,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** A cluster as it is after a change, and what browsers must hear. */
    record Outcome(ClusterView view, Optional<Update> update) {}

    private static Outcome outcome(ClusterView view, Update update) {
        return new Outcome(view, Optional.of(update));
    }

    boolean isShown() {
        return record.isPresent();
    }

    Outcome described(ClusterRecord next, Limits limits) {
        List<Band> bands = Band.with(operations, next, limits);
        return outcome(
                new ClusterView(cluster, Optional.of(next), bands, sample, trend, decisions, intent, runs),
                new Update.Described(cluster, next, bands));
    }

    Outcome sampled(Sample next, Limits limits) {
        if (standsBack(next)) {
            return new Outcome(this, Optional.empty());
        }
        List<Point> points = Trend.with(trend, Point.of(next), limits);
        boolean joined = !points.equals(trend);
        return outcome(
                new ClusterView(cluster, record, operations, Optional.of(next), points, decisions, intent, runs),
                new Update.Sampled(
                        cluster, next, joined ? Optional.of(points.get(points.size() - 1)) : Optional.empty()));
    }

    /** Prometheus knows less of a cluster than Redis itself, so that its sample is shown only for want of one from Redis. */
    private boolean standsBack(Sample next) {
        return next.source() == Sample.Source.PROMETHEUS
                && sample.filter(shown -> shown.source() == Sample.Source.REDIS
                                && shown.at().plus(REDIS_FIRST).isAfter(next.at()))
                        .isPresent();
    }

    Outcome decided(Decision next, Limits limits) {
        Decision kept = clipped(next);
        List<Decision> all = new ArrayList<>(decisions);
        all.removeIf(each -> each.id().equals(kept.id()));
        all.add(kept);
        all.sort(Comparator.comparing(Decision::at));
        return outcome(
                new ClusterView(cluster, record, operations, sample, trend, newest(all, limits), intent, runs),
                new Update.Decided(cluster, kept));
    }

    /** Verdicts of shadow policies, which may be many, do not push out the cluster's own. */
    private static List<Decision> newest(List<Decision> sorted, Limits limits) {
        List<Decision> own =
                sorted.stream().filter(each -> each.shadow().isEmpty()).toList();
        List<Decision> shadows =
                sorted.stream().filter(each -> each.shadow().isPresent()).toList();
        return Stream.of(own, shadows)
                .flatMap(kind -> Newest.of(kind, limits.decisions()).stream())
                .sorted(Comparator.comparing(Decision::at))
                .toList();
    }

    private static Decision clipped(Decision decision) {
        return decision.showing(
                Text.clipped(decision.sentence()),
                decision.nodes()
                        .subList(0, Math.min(MOST_EVIDENCE, decision.nodes().size())));
    }

    Outcome intended(Intent next) {
        return outcome(
                new ClusterView(cluster, record, operations, sample, trend, decisions, Optional.of(next), runs),
                new Update.Intended(cluster, next));
    }

    Outcome reported(JobEvent event, Limits limits) {
        List<JobRun> next = JobRun.with(runs, event, limits);
        return outcome(
                new ClusterView(cluster, record, operations, sample, trend, decisions, intent, next),
                new Update.Ran(cluster, next));
    }
}

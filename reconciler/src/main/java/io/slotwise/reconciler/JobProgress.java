package io.slotwise.reconciler;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.Collector;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.JobEvent;
import java.util.List;
import java.util.Locale;

/** How far the jobs of each cluster are, as they say themselves; after its end a job's last words stay until the next. */
final class JobProgress {
    private static final String[] LABELS = {"namespace", "cluster", "kind"};

    private final Gauge done = gauge("slotwise_job_slots_done", "Slots that the last job of that kind has moved");
    private final Gauge remaining = gauge(
            "slotwise_job_slots_to_do", "Slots that the last job of that kind has still to move, or did not move");
    private final Gauge keys = gauge("slotwise_job_keys_moved", "Keys that the last job of that kind has moved");
    private final Counter runs = Counter.builder()
            .name("slotwise_job_runs_total")
            .help("Runs of jobs that have got so far: started, finished or failed")
            .labelNames("namespace", "cluster", "kind", "phase")
            .build();

    private static Gauge gauge(String name, String help) {
        return Gauge.builder().name(name).help(help).labelNames(LABELS).build();
    }

    List<Collector> all() {
        return List.of(done, remaining, keys, runs);
    }

    void heard(JobEvent event) {
        String[] labels = labels(event.cluster(), event.kind());
        done.labelValues(labels).set(event.slotsDone());
        remaining.labelValues(labels).set(Math.max(0, event.slotsTotal() - event.slotsDone()));
        keys.labelValues(labels).set((double) event.keysMoved());
        if (event.phase() != JobEvent.Phase.PROGRESS) {
            runs.labelValues(labels(event.cluster(), event.kind(), event.phase()))
                    .inc();
        }
    }

    void forget(ClusterKey cluster) {
        for (JobEvent.Kind kind : JobEvent.Kind.values()) {
            List.of(done, remaining, keys).forEach(gauge -> gauge.remove(labels(cluster, kind)));
            for (JobEvent.Phase phase : JobEvent.Phase.values()) {
                runs.remove(labels(cluster, kind, phase));
            }
        }
    }

    private static String[] labels(ClusterKey cluster, JobEvent.Kind kind) {
        return new String[] {cluster.namespace(), cluster.name(), kind.word()};
    }

    private static String[] labels(ClusterKey cluster, JobEvent.Kind kind, JobEvent.Phase phase) {
        return new String[] {
            cluster.namespace(), cluster.name(), kind.word(), phase.name().toLowerCase(Locale.ROOT)
        };
    }
}

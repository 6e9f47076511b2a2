package io.slotwise.standalone;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.slotwise.reconciler.objects.WorkJob;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every Job that was made since the book was opened, those that are gone too. */
final class JobBook implements Watcher<Job>, AutoCloseable {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final Watch watch;

    /**
     * A Job.
     *
     * @param kind what it does
     * @param operation what it was made for
     * @param attempt which try
     */
    record Entry(String kind, String operation, String attempt) {}

    JobBook(KubernetesClient kubernetes, String namespace) {
        watch = kubernetes.batch().v1().jobs().inNamespace(namespace).watch(this);
    }

    @Override
    public void eventReceived(Action action, Job job) {
        if (action == Action.ADDED) {
            Map<String, String> annotations = job.getMetadata().getAnnotations();
            entries.add(new Entry(
                    Objects.toString(job.getMetadata().getLabels().get(WorkJob.KIND_LABEL)),
                    Objects.toString(annotations.get(WorkJob.OPERATION)),
                    Objects.toString(annotations.get(WorkJob.ATTEMPT))));
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        entries.add(new Entry("lost the watch", String.valueOf(cause), ""));
    }

    List<Entry> all() {
        return List.copyOf(entries);
    }

    List<Entry> of(String kind) {
        return entries.stream().filter(entry -> entry.kind().equals(kind)).toList();
    }

    @Override
    public void close() {
        watch.close();
    }
}

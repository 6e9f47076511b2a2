package io.slotwise.standalone;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What the pods of all jobs printed, those that are gone too: each is followed from its start. */
final class JobLogs implements Watcher<Pod>, AutoCloseable {
    private final KubernetesClient kubernetes;
    private final Map<String, ByteArrayOutputStream> logs = new ConcurrentHashMap<>();
    private final Map<String, LogWatch> follows = new ConcurrentHashMap<>();
    private final Watch watch;

    JobLogs(KubernetesClient kubernetes, String namespace) {
        this.kubernetes = kubernetes;
        watch = kubernetes
                .pods()
                .inNamespace(namespace)
                .withLabel("app", "redis-cluster-job")
                .watch(this);
    }

    @Override
    public void eventReceived(Action action, Pod pod) {
        String phase =
                pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
        if (phase.equals("Running") || phase.equals("Succeeded") || phase.equals("Failed")) {
            follows.computeIfAbsent(pod.getMetadata().getName(), name -> follow(pod));
        }
    }

    private LogWatch follow(Pod pod) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        logs.put(pod.getMetadata().getName(), log);
        return kubernetes.pods().resource(pod).watchLog(log);
    }

    @Override
    public void onClose(WatcherException cause) {
        // What was printed after this is missing, and whoever looks for it sees that.
    }

    String text() {
        return logs.values().stream()
                .map(log -> log.toString(StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        watch.close();
        follows.values().forEach(LogWatch::close);
    }
}

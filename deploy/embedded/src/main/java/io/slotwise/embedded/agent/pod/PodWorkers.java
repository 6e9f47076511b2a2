package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of all pods on the node, fed by what the API says of these pods. */
public final class PodWorkers implements ResourceEventHandler<Pod>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PodWorkers.class);
    private static final long END_LIMIT_SECONDS = 5;

    private final Node node;
    private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    public PodWorkers(Node node) {
        this.node = node;
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "embedded-pod-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void onAdd(Pod pod) {
        seen(pod);
    }

    @Override
    public void onUpdate(@Nullable Pod before, Pod after) {
        onAdd(after);
    }

    @Override
    public void onDelete(Pod pod, boolean stateUnknown) {
        PodWorker worker = workers.remove(pod.getMetadata().getUid());
        if (worker != null) {
            worker.gone();
        }
    }

    private void seen(Pod pod) {
        workers.compute(pod.getMetadata().getUid(), (uid, worker) -> {
            if (worker == null) {
                return fresh(pod).orElse(null);
            }
            worker.seen(pod);
            return worker;
        });
    }

    private Optional<PodWorker> fresh(Pod pod) {
        try {
            PodWorker worker = new PodWorker(node, pod);
            threads.execute(worker);
            return Optional.of(worker);
        } catch (IllegalStateException e) {
            log.atError()
                    .addKeyValue("pod", pod.getMetadata().getName())
                    .setCause(e)
                    .log("A pod cannot run on this machine");
            node.events().write(pod, "Warning", "FailedScheduling", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** How many pods are on the node. */
    public int size() {
        return workers.size();
    }

    /** Has all processes end at once, and says nothing of it: as a machine does whose power fails. */
    public void lose() {
        node.processes().killAll();
        close();
    }

    /** Stops looking after pods; their processes are their owner's to end. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                log.atWarn().log("A pod's worker did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

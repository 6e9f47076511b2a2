package io.slotwise.bench.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.slotwise.model.crd.RedisCluster;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** Sees when a cluster's status has followed its spec. */
final class Watcher implements ResourceEventHandler<RedisCluster>, AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final SharedIndexInformer<RedisCluster> informer;
    private final Map<String, Long> followed = new ConcurrentHashMap<>();
    private final Map<String, Long> ready = new ConcurrentHashMap<>();
    private final Map<Change, Long> pending = new ConcurrentHashMap<>();
    private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(5), 3);

    /** A spec that waits for its status. */
    private record Change(String name, long generation) {}

    Watcher(KubernetesClient client) {
        informer = client.resources(RedisCluster.class)
                .inNamespace(Paper.NAMESPACE)
                .inform(this);
    }

    @Override
    public void onAdd(RedisCluster cluster) {
        see(cluster);
    }

    @Override
    public void onUpdate(RedisCluster before, RedisCluster after) {
        see(after);
    }

    @Override
    public void onDelete(RedisCluster cluster, boolean unknown) {
        ready.remove(cluster.getMetadata().getName());
    }

    private synchronized void see(RedisCluster cluster) {
        String name = cluster.getMetadata().getName();
        long generation = cluster.statusOrNew().observedGeneration();
        followed.put(name, generation);
        boolean isReady = cluster.statusOrNew()
                .condition("Ready")
                .filter(condition -> condition.getStatus().equals("True"))
                .isPresent();
        if (isReady) {
            ready.put(name, generation);
        }
        settle(name, generation);
    }

    private void settle(String name, long generation) {
        long now = System.nanoTime();
        pending.entrySet().removeIf(change -> {
            boolean done =
                    change.getKey().name().equals(name) && change.getKey().generation() <= generation;
            if (done) {
                micros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(now - change.getValue())));
            }
            return done;
        });
    }

    /** A spec was changed; its status may be there already. */
    synchronized void changed(String name, long generation, long sentNanos) {
        pending.put(new Change(name, generation), sentNanos);
        settle(name, followed.getOrDefault(name, 0L));
    }

    int ready() {
        return ready.size();
    }

    int pending() {
        return pending.size();
    }

    /** Times from a change to its status so far, microseconds; they are forgotten then. */
    synchronized Histogram takeTimes() {
        Histogram copy = micros.copy();
        micros.reset();
        pending.clear();
        return copy;
    }

    /** Waits for that. */
    static void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " did not come within " + limit.toSeconds() + " s");
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    @Override
    public void close() {
        informer.close();
    }
}

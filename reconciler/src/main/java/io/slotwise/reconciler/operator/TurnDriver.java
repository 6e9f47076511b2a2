package io.slotwise.reconciler.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Pause;
import io.slotwise.model.crd.RedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Drives turns with the Java Operator SDK. Its own writes (finalizers, server-side apply, status updates) are switched
 * off; docs/adr/0003 says why.
 */
public final class TurnDriver implements AutoCloseable {
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Operator operator;
    private final RedisClusterReconciler reconciler;
    private final RegisteredController<RedisCluster> controller;

    /**
     * A driver that does not run yet.
     *
     * @param client is not closed here
     * @param namespaces which to watch; all when empty
     * @param threads how many clusters at the same time, 1 or more
     * @param turn takes a turn and says when the next is due at the latest
     */
    public TurnDriver(
            KubernetesClient client, Set<String> namespaces, int threads, Function<ClusterKey, Duration> turn) {
        this.operator = new Operator(settings -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(threads)
                .withUseSSAToPatchPrimaryResource(false)
                .withSSABasedCreateUpdateMatchForDependentResources(false)
                .withReconciliationTerminationTimeout(END_LIMIT)
                .withStopOnInformerErrorDuringStartup(true));
        this.reconciler = new RedisClusterReconciler(turn);
        this.controller = operator.register(reconciler, settings -> {
            settings.withRetry(new JitteredRetry())
                    .withGenerationAware(false)
                    .withOnUpdateFilter(TurnDriver::isNews)
                    .withTriggerReconcilerOnAllEvents(true);
            if (namespaces.isEmpty()) {
                settings.watchingAllNamespaces();
            } else {
                settings.settingNamespaces(namespaces);
            }
        });
    }

    /** A change that a person may have made: of the spec, of the pause, or the deletion. What is written of it here is none. */
    private static boolean isNews(RedisCluster after, RedisCluster before) {
        return !Objects.equals(
                        after.getMetadata().getGeneration(),
                        before.getMetadata().getGeneration())
                || after.isMarkedForDeletion() != before.isMarkedForDeletion()
                || !pause(after).equals(pause(before));
    }

    private static Optional<String> pause(RedisCluster cluster) {
        return Optional.ofNullable(cluster.getMetadata().getAnnotations())
                .flatMap(all -> Optional.ofNullable(all.get(Pause.ANNOTATION)));
    }

    /** Starts, and returns when it watches. */
    public void start() {
        operator.start();
    }

    /** Whether there is such a cluster, as far as the watch has told; asks nobody. */
    public boolean isPresent(ClusterKey cluster) {
        return reconciler.isPresent(cluster);
    }

    public void wake(ClusterKey cluster) {
        if (operator.getRuntimeInfo().isStarted()) {
            reconciler.wake(cluster);
        }
    }

    /** What is wrong with the watches; empty when nothing is. */
    public Optional<String> problem() {
        if (!operator.getRuntimeInfo().isStarted()) {
            return Optional.of("the watches are not started");
        }
        List<String> down = brokenWatches();
        return down.isEmpty() ? Optional.empty() : Optional.of("a watch on Kubernetes is down: " + down);
    }

    /** Those that were cut and not opened again; that their informers run and were filled once says nothing of it. */
    private List<String> brokenWatches() {
        List<String> down = new ArrayList<>();
        controller
                .getControllerHealthInfo()
                .informerEventSourceHealthIndicators()
                .forEach((kind, source) -> {
                    InformerWrappingEventSourceHealthIndicator<?> informers = source;
                    informers.informerHealthIndicators().forEach((namespace, informer) -> {
                        if (!informer.isWatching()) {
                            down.add(kind + " in " + namespace);
                        }
                    });
                });
        return down.stream().sorted().toList();
    }

    @Override
    public void close() {
        operator.stop();
    }
}

package io.slotwise.reconciler.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.objects.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The framework's view of a turn. What it hands in is only used for its name: a turn looks at the API itself, and writes
 * itself.
 */
final class RedisClusterReconciler implements Reconciler<RedisCluster> {
    private static final List<Class<? extends HasMetadata>> OWNED =
            List.of(StatefulSet.class, Pod.class, Job.class, Service.class, ConfigMap.class, PodDisruptionBudget.class);

    private final Function<ClusterKey, Duration> turn;
    private final SimpleInboundEventSource<RedisCluster> topics = new SimpleInboundEventSource<>("topics");
    private Predicate<ResourceID> present = cluster -> true;

    RedisClusterReconciler(Function<ClusterKey, Duration> turn) {
        this.turn = turn;
    }

    @Override
    public UpdateControl<RedisCluster> reconcile(RedisCluster cluster, Context<RedisCluster> context) {
        Duration rest = turn.apply(cluster.key());
        UpdateControl<RedisCluster> nothing = UpdateControl.noUpdate();
        return context.isPrimaryResourceDeleted() ? nothing : nothing.rescheduleAfter(rest);
    }

    @Override
    public List<EventSource<?, RedisCluster>> prepareEventSources(EventSourceContext<RedisCluster> context) {
        present = context.getPrimaryCache()::contains;
        List<EventSource<?, RedisCluster>> sources = new ArrayList<>(List.of(topics));
        OWNED.forEach(type -> sources.add(informer(type, context)));
        return sources;
    }

    private static <T extends HasMetadata> EventSource<T, RedisCluster> informer(
            Class<T> type, EventSourceContext<RedisCluster> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, RedisCluster.class)
                        .withName(type.getSimpleName())
                        .withLabelSelector(type == Pod.class ? Names.podSelector() : Names.selector())
                        .withSecondaryToPrimaryMapper(RedisClusterReconciler::owner)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    private static Set<ResourceID> owner(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getLabels().get(Names.CLUSTER_LABEL))
                .map(name -> Set.of(new ResourceID(name, object.getMetadata().getNamespace())))
                .orElse(Set.of());
    }

    /** Whether the API has the cluster, as far as the watch has told. */
    boolean isPresent(ClusterKey cluster) {
        return present.test(new ResourceID(cluster.name(), cluster.namespace()));
    }

    /** Something about that cluster came in by a topic. */
    void wake(ClusterKey cluster) {
        topics.propagateEvent(new ResourceID(cluster.name(), cluster.namespace()));
    }
}

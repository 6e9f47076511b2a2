package io.slotwise.reconciler.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.objects.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the API server itself rather than at a cache, so that what is seen is never older than what was written. */
public final class ApiLook implements Look.Source {
    private final KubernetesClient client;

    public ApiLook(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Look> at(ClusterKey key) {
        return Optional.ofNullable(client.resources(RedisCluster.class)
                        .inNamespace(key.namespace())
                        .withName(key.name())
                        .get())
                .map(cluster -> look(cluster, key));
    }

    private Look look(RedisCluster cluster, ClusterKey key) {
        Map<String, String> labels = Names.labels(key.name());
        String namespace = key.namespace();
        List<HasMetadata> objects = new ArrayList<>();
        objects.addAll(client.configMaps()
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems());
        objects.addAll(client.services()
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems());
        objects.addAll(client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems());
        Optional.ofNullable(client.apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withName(key.name())
                        .get())
                .ifPresent(objects::add);
        return new Look(
                cluster,
                objects,
                client.pods().inNamespace(namespace).withLabels(labels).list().getItems(),
                client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withLabels(labels)
                        .list()
                        .getItems());
    }
}

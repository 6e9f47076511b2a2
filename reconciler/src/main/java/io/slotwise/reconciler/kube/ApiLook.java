package io.slotwise.reconciler.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.Names;
import io.slotwise.reconciler.objects.Protection;
import io.slotwise.reconciler.spec.Adoption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the API server itself rather than at a cache, so that what is seen is never older than what was written. */
public final class ApiLook implements Look.Source {
    private final KubernetesClient client;
    private final Optional<CollectorSecret> collectors;

    public ApiLook(KubernetesClient client) {
        this(client, Optional.empty());
    }

    /** With the Secret that the collector mounts, if it mounts one. */
    public ApiLook(KubernetesClient client, Optional<CollectorSecret> collectors) {
        this.client = client;
        this.collectors = collectors;
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
        Optional<Adoption> adoption = Adoption.of(cluster);
        List<HasMetadata> objects = new ArrayList<>(adoption.map(foreign -> services(foreign, namespace))
                .orElseGet(() -> ofOurs(cluster, labels, namespace)));
        Optional.ofNullable(client.apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withName(Names.statefulSet(cluster))
                        .get())
                .ifPresent(objects::add);
        List<Job> jobs = client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems();
        return new Look(
                cluster,
                objects,
                pods(adoption.<Map<String, String>>map(Adoption::podSelector).orElse(labels), namespace),
                jobs,
                jobs.stream().allMatch(ApiLook::hasSucceeded)
                        ? List.of()
                        : pods(Names.runnerLabels(key.name()), namespace),
                secrets(cluster, namespace),
                collectors
                        .filter(any -> !Protection.names(cluster).isEmpty() || isNew(cluster))
                        .map(secret -> new Look.Shared(secret, shared(secret, key))),
                collectors.map(CollectorSecret::namespace),
                adoption.flatMap(foreign -> rival(cluster, namespace)));
    }

    /** Whether there may be something of an earlier cluster of that name. */
    private static boolean isNew(RedisCluster cluster) {
        return cluster.statusOrNew().observedGeneration() == 0;
    }

    private static boolean hasSucceeded(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Complete")
                                && condition.getStatus().equals("True"));
    }

    private List<HasMetadata> ofOurs(RedisCluster cluster, Map<String, String> labels, String namespace) {
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
        if (mayHaveGate(cluster)) {
            objects.addAll(client.network()
                    .v1()
                    .networkPolicies()
                    .inNamespace(namespace)
                    .withLabels(labels)
                    .list()
                    .getItems());
        }
        return objects;
    }

    /** A settled cluster that wants none has none: one that was wanted before goes with the change of the spec. */
    private static boolean mayHaveGate(RedisCluster cluster) {
        RedisClusterStatus status = cluster.statusOrNew();
        boolean isSettled = status.observedGeneration() == cluster.getMetadata().getGeneration()
                && status.condition("Ready")
                        .filter(ready -> ready.getStatus().equals("True"))
                        .isPresent();
        return cluster.getSpec().networkPolicy() != null || !isSettled;
    }

    /** Listed, so that no further right is needed. */
    private List<HasMetadata> services(Adoption foreign, String namespace) {
        return List.copyOf(client.services()
                .inNamespace(namespace)
                .withField("metadata.name", foreign.serviceName())
                .list()
                .getItems());
    }

    private List<Pod> pods(Map<String, String> labels, String namespace) {
        return client.pods().inNamespace(namespace).withLabels(labels).list().getItems();
    }

    /** Of two that adopt one StatefulSet, the one that was made first goes on. */
    private Optional<String> rival(RedisCluster cluster, String namespace) {
        return client.resources(RedisCluster.class).inNamespace(namespace).list().getItems().stream()
                .filter(other -> Adoption.of(other).isPresent()
                        && Names.statefulSet(other).equals(Names.statefulSet(cluster)))
                .min(Comparator.comparing((RedisCluster other) ->
                                String.valueOf(other.getMetadata().getCreationTimestamp()))
                        .thenComparing(other -> other.getMetadata().getName()))
                .map(other -> other.getMetadata().getName())
                .filter(name -> !name.equals(cluster.getMetadata().getName()));
    }

    private String shared(CollectorSecret secret, ClusterKey key) {
        return Optional.ofNullable(client.secrets()
                        .inNamespace(secret.namespace())
                        .withName(secret.name())
                        .get())
                .map(Secret::getData)
                .map((Map<String, String> data) -> data.get(CollectorSecret.key(key)))
                .orElse("");
    }

    /** One by one, so that no right to list Secrets is needed. */
    private List<Secret> secrets(RedisCluster cluster, String namespace) {
        return Protection.names(cluster).stream()
                .flatMap(name ->
                        Optional.ofNullable(client.secrets()
                                        .inNamespace(namespace)
                                        .withName(name)
                                        .get())
                                .stream())
                .toList();
    }
}

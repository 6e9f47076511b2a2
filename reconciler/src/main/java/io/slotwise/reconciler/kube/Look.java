package io.slotwise.reconciler.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.Names;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the API server holds of one cluster.
 *
 * @param cluster the custom resource
 * @param objects config maps, services, disruption budgets and network policies that carry the cluster's labels, and its StatefulSet; of an
 *     adopted cluster the service that its spec names, and the StatefulSet
 * @param pods pods that carry the cluster's labels, or those that an adopted cluster's spec selects
 * @param jobs Jobs that carry the cluster's labels
 * @param runners pods of these Jobs, looked for unless all of them have succeeded
 * @param secrets those that the spec names and that are there, and the one with the cluster's own users
 * @param shared what the collector is told of this cluster, if it is told by a Secret and may be told something
 * @param collectors the collector's namespace, as far as it is known
 * @param rival another cluster that has adopted the same StatefulSet before
 */
public record Look(
        RedisCluster cluster,
        List<HasMetadata> objects,
        List<Pod> pods,
        List<Job> jobs,
        List<Pod> runners,
        List<Secret> secrets,
        Optional<Shared> shared,
        Optional<String> collectors,
        Optional<String> rival) {
    /**
     * The entry of the collector's Secret.
     *
     * @param secret which Secret
     * @param value Base64, or empty when there is none
     */
    public record Shared(CollectorSecret secret, String value) {}

    /** Where a look is taken. */
    public interface Source {
        /** The cluster as it is now; empty when it is gone. */
        Optional<Look> at(io.slotwise.model.ClusterKey key);
    }

    public Look {
        objects = List.copyOf(objects);
        pods = List.copyOf(pods);
        jobs = List.copyOf(jobs);
        runners = List.copyOf(runners);
        secrets = List.copyOf(secrets);
    }

    public Optional<StatefulSet> statefulSet() {
        return named(StatefulSet.class, Names.statefulSet(cluster));
    }

    public Optional<Service> service(String name) {
        return named(Service.class, name);
    }

    /** The object of the same kind and name. */
    public Optional<HasMetadata> like(HasMetadata wanted) {
        return Stream.concat(objects.stream(), secrets.stream())
                .filter(object -> object.getKind().equals(wanted.getKind())
                        && object.getMetadata()
                                .getName()
                                .equals(wanted.getMetadata().getName()))
                .findFirst();
    }

    private <T extends HasMetadata> Optional<T> named(Class<T> type, String name) {
        Stream<T> all = objects.stream().filter(type::isInstance).map(type::cast);
        return all.filter(object -> object.getMetadata().getName().equals(name)).findFirst();
    }
}

package io.slotwise.reconciler.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.slotwise.model.crd.RedisCluster;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the API server holds of one cluster.
 *
 * @param cluster the custom resource
 * @param objects config maps, services, disruption budgets and the StatefulSet that carry the cluster's labels
 * @param pods pods that carry the cluster's labels
 * @param jobs Jobs that carry the cluster's labels
 */
public record Look(RedisCluster cluster, List<HasMetadata> objects, List<Pod> pods, List<Job> jobs) {
    /** Where a look is taken. */
    public interface Source {
        /** The cluster as it is now; empty when it is gone. */
        Optional<Look> at(io.slotwise.model.ClusterKey key);
    }

    public Look {
        objects = List.copyOf(objects);
        pods = List.copyOf(pods);
        jobs = List.copyOf(jobs);
    }

    public Optional<StatefulSet> statefulSet() {
        return named(StatefulSet.class, cluster.getMetadata().getName());
    }

    /** The object of the same kind and name. */
    public Optional<HasMetadata> like(HasMetadata wanted) {
        return objects.stream()
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

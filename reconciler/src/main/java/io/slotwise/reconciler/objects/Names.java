package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.slotwise.model.JobEvent;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.spec.Adoption;
import java.util.Map;
import java.util.TreeMap;

/** How a cluster's objects are called and labelled, and whose they are. */
public final class Names {
    public static final String APP_LABEL = "app";
    public static final String APP = "redis-cluster";
    /** What our Jobs' pods carry instead: services and the StatefulSet must not see these. */
    public static final String JOB_APP = APP + "-job";

    public static final String CLUSTER_LABEL = "cluster";
    public static final String ROLE_LABEL = "role";
    public static final int REDIS_PORT = 6379;

    static final int BUS_PORT = 16379;

    private Names() {}

    /** Selects what belongs to any cluster. */
    public static String selector() {
        return APP_LABEL + "=" + APP;
    }

    /** Selects the pods of all clusters, and those of their Jobs. */
    public static String podSelector() {
        return APP_LABEL + " in (" + APP + "," + JOB_APP + ")";
    }

    /** Selects what belongs to one cluster. */
    public static Map<String, String> labels(String cluster) {
        return new TreeMap<>(Map.of(APP_LABEL, APP, CLUSTER_LABEL, cluster));
    }

    /** Selects the pods of a cluster's Jobs. */
    public static Map<String, String> runnerLabels(String cluster) {
        return new TreeMap<>(Map.of(APP_LABEL, JOB_APP, CLUSTER_LABEL, cluster));
    }

    public static String job(String cluster, JobEvent.Kind kind) {
        return cluster + "-" + kind.word();
    }

    /** The StatefulSet whose pods are the cluster's nodes. */
    public static String statefulSet(RedisCluster cluster) {
        return Adoption.of(cluster)
                .map(Adoption::statefulSet)
                .orElse(cluster.getMetadata().getName());
    }

    /** Whether an object carries the labels of one cluster. */
    public static boolean isOf(String cluster, HasMetadata object) {
        Map<String, String> present = object.getMetadata().getLabels();
        return present != null && present.entrySet().containsAll(labels(cluster).entrySet());
    }

    /** Whether an object carries the labels of a cluster, or belongs to it; else somebody else has made it. */
    public static boolean isOfOrOwnedBy(RedisCluster cluster, HasMetadata object) {
        return isOf(cluster.getMetadata().getName(), object)
                || object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner ->
                                owner.getUid().equals(cluster.getMetadata().getUid()));
    }

    /** Whether a pod is that of one of our Jobs. */
    public static boolean isJob(HasMetadata pod) {
        Map<String, String> present = pod.getMetadata().getLabels();
        return present != null && JOB_APP.equals(present.get(APP_LABEL));
    }

    static String headless(String cluster) {
        return cluster + "-headless";
    }

    static ObjectMeta meta(RedisCluster cluster, String name) {
        String clusterName = cluster.getMetadata().getName();
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(cluster.getMetadata().getNamespace())
                .withLabels(labels(clusterName))
                .withOwnerReferences(owner(cluster))
                .build();
    }

    private static OwnerReference owner(RedisCluster cluster) {
        return new OwnerReferenceBuilder()
                .withApiVersion(RedisCluster.GROUP + "/" + RedisCluster.VERSION)
                .withKind(RedisCluster.KIND)
                .withName(cluster.getMetadata().getName())
                .withUid(cluster.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}

package io.slotwise.standalone;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.model.ClusterKey;
import java.util.List;

/**
 * Where a pod's Redis listens.
 *
 * @param pod pod name
 * @param host its IP
 * @param port client port
 */
record PodAddress(String pod, String host, int port) {
    private static final int REDIS_PORT = 6379;

    /** The cluster's pods that have an IP. */
    static List<PodAddress> of(KubernetesClient kubernetes, ClusterKey cluster) {
        return kubernetes
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("app", "redis-cluster")
                .withLabel("cluster", cluster.name())
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
                .map(PodAddress::of)
                .toList();
    }

    private static PodAddress of(Pod pod) {
        return new PodAddress(pod.getMetadata().getName(), pod.getStatus().getPodIP(), REDIS_PORT);
    }

    String address() {
        return host + ":" + port;
    }
}

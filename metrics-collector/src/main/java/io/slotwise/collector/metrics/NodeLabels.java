package io.slotwise.collector.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.slotwise.model.ClusterKey;

/** The labels that every metric of a node carries. */
final class NodeLabels {
    private NodeLabels() {}

    static Labels of(ClusterKey cluster, String pod, String host, int port) {
        return Labels.of(
                "namespace", cluster.namespace(), "cluster", cluster.name(), "pod", pod, "instance", host + ":" + port);
    }
}

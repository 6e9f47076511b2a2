package io.slotwise.reconciler.kube;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;

/** A change of topic {@code slotwise.clusters}. */
public sealed interface TopicWrite extends Write {
    /** Tell the other parts how the cluster is. */
    record Publish(ClusterRecord value) implements TopicWrite {}

    /** Tell them that it is gone. */
    record Forget(ClusterKey cluster) implements TopicWrite {}
}

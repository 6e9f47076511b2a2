package io.slotwise.reconciler.operator;

import io.slotwise.model.ClusterKey;
import java.util.function.Consumer;

/** Rings for a cluster at whoever listens by then; the topics are read before there is anybody to wake. */
public final class Bell implements Consumer<ClusterKey> {
    private volatile Consumer<ClusterKey> listener = cluster -> {};

    public void listen(Consumer<ClusterKey> next) {
        listener = next;
    }

    @Override
    public void accept(ClusterKey cluster) {
        listener.accept(cluster);
    }
}

package io.slotwise.reconciler.plan;

/**
 * A Kubernetes object of the cluster.
 *
 * @param kind such as {@code ConfigMap}
 * @param name its name
 */
public record ObjectRef(String kind, String name) {
    @Override
    public String toString() {
        return kind + " " + name;
    }
}

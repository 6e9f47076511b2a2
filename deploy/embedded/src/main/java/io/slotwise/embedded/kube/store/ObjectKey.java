package io.slotwise.embedded.kube.store;

/**
 * Where one object stands.
 *
 * @param namespace empty for cluster-wide objects
 */
public record ObjectKey(KindId kind, String namespace, String name) {
    /** Order and identity within the kind. */
    String path() {
        return namespace + "/" + name;
    }
}

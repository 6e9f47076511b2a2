package io.slotwise.embedded.kube.rest;

import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.store.ObjectKey;

/**
 * What a request is about.
 *
 * @param kind which sort of object
 * @param version the version of the kind that the client speaks
 * @param namespace empty for cluster-wide kinds, and for lists over all namespaces
 * @param name empty for lists and creations
 * @param subresource empty for the object itself
 */
public record Address(ResourceKind kind, String version, String namespace, String name, String subresource) {
    public ObjectKey key() {
        return new ObjectKey(kind.id(), namespace, name);
    }

    public Address named(String other) {
        return new Address(kind, version, namespace, other, subresource);
    }

    /** The object of which this is a subresource. */
    public Address whole() {
        return new Address(kind, version, namespace, name, "");
    }

    public boolean isStatus() {
        return subresource.equals("status");
    }
}

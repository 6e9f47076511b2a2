package io.slotwise.embedded.agent;

import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;

/**
 * Whose objects an agent looks after.
 *
 * @param namespace the only one; all without it
 */
public record Scope(Optional<String> namespace) {
    public static final Scope ALL = new Scope(Optional.empty());

    /** Those of one kind that are in it. */
    public <T, L, R extends Resource<T>> AnyNamespaceOperation<T, L, R> of(MixedOperation<T, L, R> kind) {
        return namespace.isPresent() ? kind.inNamespace(namespace.get()) : kind.inAnyNamespace();
    }
}

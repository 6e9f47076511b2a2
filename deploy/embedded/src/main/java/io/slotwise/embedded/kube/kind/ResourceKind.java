package io.slotwise.embedded.kube.kind;

import io.slotwise.embedded.kube.store.KindId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind the API serves.
 *
 * @param id group and plural
 * @param versions the versions it is served in, the stored one first
 * @param kind name in manifests, such as {@code StatefulSet}
 * @param singular such as {@code statefulset}
 * @param shortNames such as {@code sts}
 * @param categories such as {@code all}
 * @param scope in a namespace or cluster-wide
 * @param traits what it can do beyond being stored
 * @param definition the definition that brought it, when it is not built in
 */
public record ResourceKind(
        KindId id,
        List<String> versions,
        String kind,
        String singular,
        List<String> shortNames,
        List<String> categories,
        Scope scope,
        Set<Trait> traits,
        Optional<Definition> definition) {

    /** Whether its objects live in a namespace. */
    public enum Scope {
        NAMESPACED,
        CLUSTER
    }

    /** What a kind can do beyond being stored. */
    public enum Trait {
        /** Its status is written through a subresource. */
        STATUS,
        /** It has a scale subresource. */
        SCALE,
        /** A change of its spec counts {@code metadata.generation} up. */
        GENERATION
    }

    public ResourceKind {
        versions = List.copyOf(versions);
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        traits = Set.copyOf(traits);
    }

    public boolean isNamespaced() {
        return scope == Scope.NAMESPACED;
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** {@code group/version}, or {@code v1} for the core group. */
    public String apiVersion(String version) {
        return id.group().isEmpty() ? version : id.group() + "/" + version;
    }

    public String storageVersion() {
        return versions.get(0);
    }

    /** As messages about invalid objects name it, such as {@code StatefulSet.apps}. */
    public String qualifiedKind() {
        return id.group().isEmpty() ? kind : kind + "." + id.group();
    }
}

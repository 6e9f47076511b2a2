package io.slotwise.embedded.kube.store;

/**
 * A sort of object, whatever its version.
 *
 * @param group API group; empty for the core group
 * @param plural resource name, such as {@code statefulsets}
 */
public record KindId(String group, String plural) implements Comparable<KindId> {
    @Override
    public int compareTo(KindId other) {
        return toString().compareTo(other.toString());
    }

    /** As Kubernetes' messages name it, such as {@code statefulsets.apps}. */
    @Override
    public String toString() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}

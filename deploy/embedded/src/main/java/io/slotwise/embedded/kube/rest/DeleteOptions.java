package io.slotwise.embedded.kube.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.store.KindId;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.OptionalLong;

/**
 * How a deletion is meant.
 *
 * @param grace seconds a pod is given to end; empty leaves it to the pod
 * @param uid only this very object; empty for any
 * @param resourceVersion only in this state; empty for any
 */
public record DeleteOptions(
        Propagation propagation, OptionalLong grace, String uid, String resourceVersion, Durability durability) {
    /** Whatever it is by now, and what it owns after it. */
    static final DeleteOptions NOW =
            new DeleteOptions(Propagation.BACKGROUND, OptionalLong.empty(), "", "", Durability.STORED);

    /**
     * Reads Kubernetes' {@code DeleteOptions} object.
     *
     * @throws Refusal when the propagation policy is unknown
     */
    public static DeleteOptions of(KindId kind, ObjectNode options, Durability durability) {
        return new DeleteOptions(
                Propagation.parse(options.path("propagationPolicy").asText(""), otherwise(kind, options)),
                options.path("gracePeriodSeconds").isNumber()
                        ? OptionalLong.of(options.path("gracePeriodSeconds").asLong())
                        : OptionalLong.empty(),
                Nodes.text(options, "preconditions.uid"),
                Nodes.text(options, "preconditions.resourceVersion"),
                durability);
    }

    /** Kubernetes keeps the pods of a Job that is deleted without a word about them. */
    private static Propagation otherwise(KindId kind, ObjectNode options) {
        boolean orphans = options.path("orphanDependents").asBoolean(kind.equals(Kinds.JOBS));
        return orphans ? Propagation.ORPHAN : Propagation.BACKGROUND;
    }
}

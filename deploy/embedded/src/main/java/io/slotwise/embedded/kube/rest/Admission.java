package io.slotwise.embedded.kube.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What one kind wants of its objects before they are stored: defaults filled in, bad ones refused. */
public interface Admission {
    /** Lets everything pass. */
    Admission NONE = new Admission() {};

    /** Completes a new object, or refuses it. */
    default void onCreate(ObjectNode object) {}

    /** Completes a changed object, or refuses the change. */
    default void onUpdate(ObjectNode before, ObjectNode after) {}

    /** Looks at a changed status, or refuses it. */
    default void onStatus(ObjectNode before, ObjectNode after) {}

    /** Refuses an object as a client sent it, when it has fields that the kind does not know. */
    default void onStrict(ObjectNode given) {}

    /** Learns that an object was stored. */
    default void onStored(ObjectNode stored) {}

    /** Learns that an object is gone. */
    default void onRemoved(ObjectNode last) {}
}

package io.slotwise.embedded.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One write, as watchers learn of it. Its objects are never changed afterwards. */
public sealed interface Change {
    KindId kind();

    /** The object after the write; for a deletion its last state under the deletion's revision. */
    ObjectNode object();

    long revision();

    /** A new object. */
    record Added(KindId kind, ObjectNode object, long revision) implements Change {}

    /** An object that was something else before. */
    record Modified(KindId kind, ObjectNode before, ObjectNode object, long revision) implements Change {}

    /** An object that is gone. */
    record Deleted(KindId kind, ObjectNode object, long revision) implements Change {}
}

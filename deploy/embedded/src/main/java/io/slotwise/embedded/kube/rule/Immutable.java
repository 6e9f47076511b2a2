package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.rest.Refusal;
import io.slotwise.embedded.kube.rest.Refusal.Cause;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.Collection;
import java.util.List;

/** Parts of a spec that must stay as they were made. */
record Immutable(ResourceKind kind) {
    /** Refuses a change of the spec outside the fields that may change. */
    void except(Collection<String> fields, ObjectNode before, ObjectNode after, String sentence) {
        ObjectNode was = spec(before).without(fields);
        ObjectNode is = spec(after).without(fields);
        if (!was.equals(is)) {
            throw refusal(after, Cause.forbidden("spec", sentence));
        }
    }

    /** Refuses a change of one field of the spec. */
    void field(String field, ObjectNode before, ObjectNode after) {
        if (!spec(before).path(field).equals(spec(after).path(field))) {
            throw refusal(after, Cause.invalid("spec." + field, "Invalid value: field is immutable"));
        }
    }

    private static ObjectNode spec(ObjectNode object) {
        return Nodes.asObject(object.path("spec")).orElseGet(Nodes::object).deepCopy();
    }

    Refusal refusal(ObjectNode object, Cause cause) {
        return Refusal.invalid(kind, new Meta(object).name(), List.of(cause));
    }
}
